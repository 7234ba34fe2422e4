import { join } from 'node:path'
import * as v from 'valibot'
import { StartRun, type RunId } from '../../electron/contract/entities.ts'
import type { TrainConfig } from '../../electron/contract/train-config.ts'
import type { Core } from '../../electron/core/core.ts'
import { storedResumePoint } from '../../electron/store/checkpoints.sql.ts'
import { openDatabase } from '../../electron/store/database.ts'
import { resultsOf } from '../core/results.ts'

export const steps = 600

/** 784-32-10 on 2,000 images for 600 steps, with all that draws on chance. */
export const startOf = (optimizer: TrainConfig['optimizer'], seed: number): StartRun =>
  v.parse(StartRun, {
    config: {
      optimizer,
      seed,
      hidden: [32],
      trainImages: 2000,
      batch: 20,
      epochs: 6,
      dropout: 0.2,
      affine: 1,
      styles: 1,
      recordEvery: 7,
    },
    engine: 'native',
    threads: 1,
  })

/** All that is equal for runs that end alike: rows, weights, the optimizer's state and the tallies. */
export async function endOf(core: Core, dataDir: string, id: RunId) {
  const { status } = await core.ask('runs.show', { id })
  const db = openDatabase(join(dataDir, 'lab.db'))
  const point = storedResumePoint(db, id)
  db.close()
  const times = { seconds: 0, epochSeconds: 0 }
  const state = { ...(JSON.parse(point?.resume.state ?? '{}') as object), ...times }
  return { status, ...(await resultsOf(core, id)), state, slots: [...(point?.resume.slots ?? [])] }
}
