import { referenceConfig } from '../../electron/contract/train-config.ts'
import { inNewLab, whenRun } from './new-lab.ts'

/** What this program is asked for: one run after the other, each stopped after so many steps. */
export interface StartAndStopInput {
  readonly stopAfter: readonly number[]
}

/** Seconds for each run. */
export interface StartAndStopTimes {
  /** From the request to the first step that is kept and announced. */
  readonly start: readonly number[]
  /** From the request until the run is told to be stopped, its checkpoint kept. */
  readonly stop: readonly number[]
}

const { stopAfter } = JSON.parse(process.argv[2] ?? '') as StartAndStopInput
const seconds = () => performance.now() / 1000
// Every step is a point, so that the first one is told of.
const config = { ...referenceConfig, recordEvery: 1 }

const times = await inNewLab(
  async (core): Promise<StartAndStopTimes> => {
    const start: number[] = []
    const stop: number[] = []
    for (const steps of stopAfter) {
      const asked = seconds()
      const { id } = await core.ask('runs.start', { config })
      await whenRun(core, id, ({ progress }) => progress.step > 0)
      start.push(seconds() - asked)
      await whenRun(core, id, ({ progress }) => progress.step >= steps)
      const stopped = seconds()
      await core.ask('runs.stop', { id })
      const { status } = await whenRun(core, id, (run) => run.endedAt !== null)
      if (status !== 'stopped') throw new Error(`A run that was to be stopped is ${status}`)
      stop.push(seconds() - stopped)
    }
    return { start, stop }
  },
  { worksQueue: true },
)
console.log(JSON.stringify(times))
