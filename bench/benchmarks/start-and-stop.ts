import type { Benchmark, Line } from '../benchmark.ts'
import type { StartAndStopInput, StartAndStopTimes } from '../programs/start-and-stop.ts'
import { runOurs } from '../run-program.ts'

/** Within the first epoch; the last one is in the middle of scoring. */
const stopAfter = [1, 50, 200, 400, 600]

/** The longest counts: what is promised is promised always. */
const longest = (what: string, seconds: readonly number[], most: number): Line => ({
  what,
  unit: 's',
  most,
  outcome: {
    kind: 'measured',
    value: seconds.length === 0 ? NaN : Math.max(...seconds),
    from: `the longest of ${seconds.map((time) => time.toFixed(2)).join(', ')}`,
  },
})

/** How soon a run begins and ends when it is asked to. */
export const startAndStop: Benchmark = {
  name: 'start',
  about: 'from the request of a run to its first step, and from the request to stop it to its end',
  seconds: () => 15,
  measure: async () => {
    const input: StartAndStopInput = { stopAfter }
    const { start, stop } = await runOurs<StartAndStopTimes>('start-and-stop.ts', input)
    return [
      longest('start of a run to its first step', start, 2),
      longest('stop of a run to its end', stop, 1),
    ]
  },
}
