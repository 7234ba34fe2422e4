import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'

/** What the command line asks for. */
export type Request =
  | { readonly kind: 'help' }
  | { readonly kind: 'install-python' }
  | {
      readonly kind: 'measure'
      /** Of benchmarks, in the order in which they are listed. */
      readonly names: readonly string[]
      readonly rounds: number
      readonly threads: number
    }
  /** One line that says what is wrong and what is allowed. */
  | { readonly kind: 'wrong'; readonly why: string }

const options = {
  rounds: { type: 'string' },
  threads: { type: 'string' },
  'install-python': { type: 'boolean' },
  help: { type: 'boolean' },
} as const

/** Fewer say little on any machine that does something else as well. */
const usualRounds = 5
const mostThreads = 256
const mostRounds = 100

function wholeNumber(option: string, text: string, most: number): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw new RangeError(
      `--${option} must be a whole number from 1 to ${String(most)}, not ${JSON.stringify(text)}`,
    )
  return value
}

/** Reads a command line; `known` are the names of all benchmarks. */
export function requestFrom(argv: readonly string[], known: readonly string[]): Request {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true })
    if (values.help) return { kind: 'help' }
    if (values['install-python']) return { kind: 'install-python' }
    const unknown = positionals.find((name) => !known.includes(name))
    if (unknown !== undefined)
      throw new RangeError(
        `There is no benchmark ${JSON.stringify(unknown)}; there are ${known.join(', ')}`,
      )
    const { rounds, threads } = values
    return {
      kind: 'measure',
      names: known.filter((name) => positionals.length === 0 || positionals.includes(name)),
      rounds: rounds === undefined ? usualRounds : wholeNumber('rounds', rounds, mostRounds),
      threads:
        threads === undefined
          ? availableParallelism()
          : wholeNumber('threads', threads, mostThreads),
    }
  } catch (error) {
    return { kind: 'wrong', why: error instanceof Error ? error.message : String(error) }
  }
}
