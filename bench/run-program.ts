import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** Where the programs lie that are run as processes of their own. */
const programs = join(import.meta.dirname, 'programs')

const lastLine = (text: string) => text.trimEnd().split('\n').at(-1) ?? ''

/** The line of standard error that tells most: the last that begins like `TypeError: …`, else the last of all. */
export function whyFailed(standardError: string): string {
  const lines = standardError.trimEnd().split('\n')
  const isError = (line: string) => /^[\w.]+: /.test(line)
  const isWorthReading = (line: string) => line.trim() !== '' && !line.startsWith('Node.js v')
  return (lines.findLast(isError) ?? lines.findLast(isWorthReading) ?? '').trim()
}

/**
 * Runs a program to its end and returns what it prints, one line of JSON. Throws an error of one line when it fails,
 * or says nothing of the kind.
 */
export async function runProgram<Result>(
  command: string,
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Result> {
  const ended = promisify(execFile)(command, [join(programs, file), ...args], {
    env: { ...process.env, ...env },
    maxBuffer: 64 * 1024 * 1024,
  })
  try {
    return JSON.parse(lastLine((await ended).stdout)) as Result
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : ''
    const why = whyFailed(said) || lastLine(String(error))
    throw new Error(`${file} failed: ${why}`, { cause: error })
  }
}

/** The same for a program in TypeScript, which takes one value as JSON. */
export const runOurs = <Result>(
  file: string,
  input: object,
  env: Readonly<Record<string, string>> = {},
): Promise<Result> => runProgram(process.execPath, file, [JSON.stringify(input)], env)
