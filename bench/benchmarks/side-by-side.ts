import { availableParallelism } from 'node:os'
import type { Benchmark } from '../benchmark.ts'
import type { SideBySideInput } from '../programs/side-by-side.ts'
import { runOurs } from '../run-program.ts'
import { inTurns, least, type Program } from '../turns.ts'
import { ratioLine } from '../verdict.ts'

const epochs = 3

const queued = (name: string, runs: number): Program<number> => ({
  name,
  run: () => {
    const input: SideBySideInput = { runs, epochs }
    return runOurs('side-by-side.ts', input)
  },
})

/** Whether a queue uses the cores that there are. */
export const sideBySide: Benchmark = {
  name: 'two',
  about: 'two queued runs of one thread each against one',
  seconds: ({ rounds }) => rounds * 13,
  measure: async ({ rounds, say }) => {
    const what = 'two queued runs / one run, 1 thread each'
    if (availableParallelism() < 2) {
      const reason = 'this machine has one core'
      return [{ what, unit: 'ratio', most: 1.25, outcome: { kind: 'unavailable', reason } }]
    }
    const two = queued('two runs', 2)
    const one = queued('one run', 1)
    const results = await inTurns([one, two], rounds, say)
    const timed = (program: Program<number>) => ({
      name: program.name,
      seconds: least(results.get(program) ?? []),
    })
    return [ratioLine(what, timed(two), timed(one), 1.25)]
  },
}
