import type { Benchmark, Line } from '../benchmark.ts'
import type { AnswersInput, AnswersTimes } from '../programs/answers.ts'
import type { PenUp } from '../programs/page-clock.ts'
import type { PenUpInput } from '../programs/pen-up.ts'
import { runOurs } from '../run-program.ts'

const runs = 50
const epochs = 20

/** The time that such a share of the questions stays within. */
function within(share: number, times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted[Math.ceil(sorted.length * share) - 1] ?? NaN
}

const line = (what: string, most: number | null, times: readonly number[]): Line => ({
  what,
  unit: 'ms',
  most,
  outcome: {
    kind: 'measured',
    value: within(0.95, times),
    from:
      times.length === 1
        ? 'once, after the start'
        : `95th percentile of ${String(times.length)}, median ${within(0.5, times).toFixed(1)} ms, ${Math.max(...times).toFixed(1)} ms at the longest`,
  },
})

/** From a pen that is lifted, on the real page. */
async function penUpLines(input: PenUpInput): Promise<readonly Line[]> {
  const times = await runOurs<readonly PenUp[]>('pen-up.ts', input)
  const where = input.isWindow ? 'window' : 'browser'
  return [
    line(
      `${where}: pen up to the answer in the page`,
      input.isWindow ? 16 : null,
      times.map(({ answeredMs }) => answeredMs),
    ),
    line(
      `${where}: pen up to the painted answer`,
      input.isWindow ? 33 : null,
      times.map(({ paintedMs }) => paintedMs),
    ),
  ]
}

/** Whether a drawing is answered while the pen is still on its way to the next stroke. */
export const answers: Benchmark = {
  name: 'answers',
  about: 'the answer to a drawing by one run, by 50 runs and by every epoch of one',
  seconds: ({ rounds }) => 20 + 21 * rounds,
  measure: async ({ rounds, say }) => {
    say(`ten drawings, ${String(rounds * 4)} times each`)
    const input: AnswersInput = { runs, epochs, rounds: rounds * 4 }
    const times = await runOurs<AnswersTimes>('answers.ts', input)
    say('strokes on the pad of a window and of a browser')
    const pen = { runs: 1, epochs: 5, rounds }
    return [
      line('a drawing read by one run', 16, times.one),
      line(`a drawing read by ${String(runs)} runs`, 100, times.many),
      line(`a drawing read by ${String(epochs)} epochs of a run`, 100, times.epochs),
      line('an answer explained', null, times.explain),
      line(`the first drawing read by ${String(runs)} runs, from disk`, null, [times.first]),
      ...(await penUpLines({ ...pen, isWindow: true })),
      ...(await penUpLines({ ...pen, isWindow: false })),
    ]
  },
}
