import { referenceConfig } from '../../electron/contract/train-config.ts'
import { inNewLab, whenRun } from './new-lab.ts'

/** What this program is asked for: so many runs of one thread each, all put into the queue at once. */
export interface SideBySideInput {
  readonly runs: number
  readonly epochs: number
}

const { runs, epochs } = JSON.parse(process.argv[2] ?? '') as SideBySideInput

/** Seconds from the first request until the last run has ended. */
const seconds = await inNewLab(
  async (core): Promise<number> => {
    const beganMs = performance.now()
    const ids = []
    for (let seed = 1; seed <= runs; seed += 1) {
      const config = { ...referenceConfig, epochs, seed }
      ids.push((await core.ask('runs.start', { config, threads: 1 })).id)
    }
    const ended = await Promise.all(
      ids.map((id) => whenRun(core, id, (run) => run.endedAt !== null)),
    )
    const other = ended.find(({ status }) => status !== 'completed')
    if (other !== undefined) throw new Error(`A run that was to be completed is ${other.status}`)
    return (performance.now() - beganMs) / 1000
  },
  { worksQueue: true },
)
console.log(JSON.stringify(seconds))
