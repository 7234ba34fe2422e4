import type { Benchmark, Line, Session } from '../benchmark.ts'
import {
  dataLoader,
  jax,
  leastOf,
  product,
  pytorch,
  pytorchFused,
  type PythonProgram,
} from '../epoch-programs.ts'
import { findPython, type Python } from '../python.ts'
import { threadCounts, threadsInWords } from '../thread-counts.ts'
import { inTurns } from '../turns.ts'
import { ratioLine } from '../verdict.ts'

const epochs = 3

/** What a part of our epoch may take of the same part of somebody else's; null for information. */
interface Comparison {
  readonly program: PythonProgram
  readonly part: 'steps' | 'whole'
  readonly most: number | null
}

function comparisonsOf(python: Python, threads: number, withSlow: boolean): readonly Comparison[] {
  const size = { epochs, threads }
  const inMemory = pytorch(python, size)
  const comparisons: readonly Comparison[] = [
    { program: inMemory, part: 'steps', most: 0.65 },
    { program: inMemory, part: 'whole', most: null },
    { program: pytorchFused(python, size), part: 'steps', most: null },
    { program: jax(python, size), part: 'steps', most: 1.5 },
  ]
  const slow = {
    program: dataLoader(python, { epochs: 1, threads }),
    part: 'steps',
    most: 0.25,
  } as const
  return withSlow ? [...comparisons, slow] : comparisons
}

async function linesOf(
  { rounds, say }: Session,
  comparisons: readonly Comparison[],
  threads: number,
): Promise<readonly Line[]> {
  const inWords = threadsInWords(threads)
  const ours = product('Digit Lab', { epochs, threads })
  const rivals = [...new Set(comparisons.map(({ program }) => program))].filter(
    ({ interpreter }) => interpreter.kind === 'found',
  )
  const programs = rivals.length === 0 ? [] : [ours, ...rivals]
  const results = await inTurns(programs, rounds, (doing) => {
    say(`${inWords}, ${doing}`)
  })
  return comparisons.map(({ program, part, most }) => {
    const what = `${part === 'steps' ? 'epoch' : 'epoch with scoring'} / ${program.name}, ${inWords}`
    if (program.interpreter.kind === 'missing')
      return {
        what,
        unit: 'ratio',
        most,
        outcome: { kind: 'unavailable', reason: program.interpreter.why },
      }
    return ratioLine(what, leastOf(ours, results, part), leastOf(program, results, part), most)
  })
}

/** An epoch is its training steps, the gathering of their images included; scoring is what comes after them. */
export const reference: Benchmark = {
  name: 'reference',
  about: 'an epoch of the reference network against PyTorch and JAX',
  seconds: ({ rounds, threads }) => rounds * 33 * threadCounts(threads).length,
  measure: async (session) => {
    const lines: Line[] = []
    const python = await findPython()
    for (const threads of threadCounts(session.threads)) {
      // The DataLoader takes as long as many epochs of the others, and its own work hardly depends on threads.
      const comparisons = comparisonsOf(python, threads, threads === session.threads)
      lines.push(...(await linesOf(session, comparisons, threads)))
    }
    return lines
  },
}
