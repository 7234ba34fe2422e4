import type { EpochTimes, ProductInput } from '../epoch-programs.ts'
import { inNewLab } from './new-lab.ts'

// The whole product without its window: a core that keeps points, epochs and checkpoints in its database, and its
// trainer. An epoch ends when it is kept and announced.
const { config, threads, engine } = JSON.parse(process.argv[2] ?? '') as ProductInput

const measured = await inNewLab(async (core): Promise<EpochTimes> => {
  const steps: number[] = []
  const endedAt: number[] = []
  core.on('run.epoch', ({ epoch }) => {
    steps.push(epoch.seconds)
    endedAt.push(performance.now() / 1000)
  })
  const run = await core.train({ config, engine, threads, note: '' }, new AbortController().signal)
  if (run.status !== 'completed' || run.final === null)
    throw new Error(`The run is ${run.status}${'reason' in run ? `: ${run.reason}` : ''}`)
  const whole = endedAt.slice(1).map((end, index) => end - (endedAt[index] ?? NaN))
  return { steps, whole, testError: run.final.test.error }
})
console.log(JSON.stringify(measured))
