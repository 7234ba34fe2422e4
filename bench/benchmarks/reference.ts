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

function comparisonsOf({ python, threads: all }: Session, threads: number): readonly Comparison[] {
  const size = { epochs, threads }
  const inMemory = pytorch(python, size)
  const comparisons: readonly Comparison[] = [
    { program: inMemory, part: 'steps', most: 0.65 },
    { program: inMemory, part: 'whole', most: null },
    { program: pytorchFused(python, size), part: 'steps', most: null },
    { program: jax(python, size), part: 'steps', most: 1.5 },
  ]
  // It takes as long as many epochs of the others, and its own work hardly depends on threads.
  const slow = {
    program: dataLoader(python, { epochs: 1, threads }),
    part: 'steps',
    most: 0.25,
  } as const
  return threads === all ? [...comparisons, slow] : comparisons
}

async function linesOf(session: Session, threads: number): Promise<readonly Line[]> {
  const inWords = threadsInWords(threads)
  const comparisons = comparisonsOf(session, threads)
  const ours = product('Digit Lab', { epochs, threads })
  const rivals = [...new Set(comparisons.map(({ program }) => program))].filter(
    ({ interpreter }) => interpreter.kind === 'found',
  )
  const programs = rivals.length === 0 ? [] : [ours, ...rivals]
  const results = await inTurns(programs, session.rounds, (doing) => {
    session.say(`${inWords}, ${doing}`)
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
  seconds: ({ rounds, threads, python }) =>
    python.torch.kind === 'found' ? rounds * 45 * threadCounts(threads).length : 0,
  measure: async (session) => {
    const lines: Line[] = []
    for (const threads of threadCounts(session.threads))
      lines.push(...(await linesOf(session, threads)))
    return lines
  },
}
