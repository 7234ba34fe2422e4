import { availableParallelism } from 'node:os'
import type { Benchmark } from '../benchmark.ts'
import type { SweepInput } from '../programs/sweep.ts'
import { runOurs } from '../run-program.ts'
import { inTurns, least, type Program } from '../turns.ts'
import { ratioLine } from '../verdict.ts'

const runs = 12
const most = 0.65

const made = (name: string, isSweep: boolean): Program<number> => ({
  name,
  run: () => {
    const input: SweepInput = { runs, isSweep }
    return runOurs('sweep.ts', input)
  },
})

/** Whether a sweep makes better use of the cores than its runs by themselves would. */
export const sweep: Benchmark = {
  name: 'sweep',
  about: 'a sweep of 12 one-epoch reference runs against the same one after the other',
  seconds: ({ rounds }) => rounds * 45,
  measure: async ({ rounds, say }) => {
    const what = 'sweep of 12 runs / one after the other, all threads'
    if (availableParallelism() < 2) {
      const reason = 'this machine has one core'
      return [{ what, unit: 'ratio', most, outcome: { kind: 'unavailable', reason } }]
    }
    const together = made('sweep', true)
    const alone = made('one after the other', false)
    const results = await inTurns([alone, together], rounds, say)
    const timed = (program: Program<number>) => ({
      name: program.name,
      seconds: least(results.get(program) ?? []),
    })
    return [ratioLine(what, timed(together), timed(alone), most)]
  },
}
