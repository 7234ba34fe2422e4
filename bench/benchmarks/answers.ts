import type { Benchmark, Line } from '../benchmark.ts'
import type { AnswersInput, AnswersTimes } from '../programs/answers.ts'
import { runOurs } from '../run-program.ts'

const runs = 50
const epochs = 20

/** The time that 95 of 100 questions stay within. */
function late(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? NaN
}

const line = (what: string, most: number | null, times: readonly number[]): Line => ({
  what,
  unit: 'ms',
  most,
  outcome: {
    kind: 'measured',
    value: late(times),
    from:
      times.length === 1
        ? 'once, after the start'
        : `95th percentile of ${String(times.length)}, ${Math.max(...times).toFixed(1)} ms at the longest`,
  },
})

/** Whether a drawing is answered while the pen is still on its way to the next stroke. */
export const answers: Benchmark = {
  name: 'answers',
  about: 'the answer to a drawing by one run, by 50 runs and by every epoch of one',
  seconds: ({ rounds }) => 8 + rounds,
  measure: async ({ rounds, say }) => {
    say(`ten drawings, ${String(rounds * 4)} times each`)
    const input: AnswersInput = { runs, epochs, rounds: rounds * 4 }
    const times = await runOurs<AnswersTimes>('answers.ts', input)
    return [
      line('a drawing read by one run', 16, times.one),
      line(`a drawing read by ${String(runs)} runs`, 100, times.many),
      line(`a drawing read by ${String(epochs)} epochs of a run`, 100, times.epochs),
      line('an answer explained', null, times.explain),
      line(`the first drawing read by ${String(runs)} runs, from disk`, null, [times.first]),
    ]
  },
}
