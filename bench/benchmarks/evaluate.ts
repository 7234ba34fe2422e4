import type { Benchmark, Line } from '../benchmark.ts'
import type { EvaluateInput, EvaluateTimes } from '../programs/evaluate.ts'
import { runOurs } from '../run-program.ts'
import { inUnit } from '../verdict.ts'

/** The middle of an odd number of times. */
const median = (times: readonly number[]) =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN

const line = (what: string, times: readonly number[], most: number): Line => ({
  what,
  unit: 'ms',
  most,
  outcome: {
    kind: 'measured',
    value: median(times),
    from: `the median of ${String(times.length)}, ${inUnit(Math.min(...times), 'ms')} to ${inUnit(Math.max(...times), 'ms')}`,
  },
})

/** How soon a board is there. */
export const evaluate: Benchmark = {
  name: 'evaluate',
  about: 'from the question to the evaluation of 10,000 images, found again and computed anew',
  seconds: ({ rounds }) => 8 + 2 * rounds,
  measure: async ({ rounds }) => {
    const input: EvaluateInput = { rounds: Math.min(20, 2 * rounds + 1) }
    const { opening, computing, cold } = await runOurs<EvaluateTimes>('evaluate.ts', input)
    return [
      line('opening an evaluation of 10,000 images', opening, 300),
      line('computing one on the native engine, warm', computing, 500),
      {
        what: 'computing the first, its process started',
        unit: 'ms',
        most: null,
        outcome: { kind: 'measured', value: cold, from: 'one' },
      },
    ]
  },
}
