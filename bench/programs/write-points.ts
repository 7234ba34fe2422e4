import { join } from 'node:path'
import { mnistShape } from '../../electron/contract/datasets.ts'
import { referenceConfig } from '../../electron/contract/train-config.ts'
import type { MetricPoint } from '../../electron/contract/training.ts'
import { claimRun } from '../../electron/store/claims.sql.ts'
import { openDatabase, type Db } from '../../electron/store/database.ts'
import { writeOwned } from '../../electron/store/leases.sql.ts'
import { addRun } from '../../electron/store/runs.sql.ts'
import { addPoints } from '../../electron/store/training.sql.ts'
import { idOf } from '../lab-of-runs.ts'
import { inNewFolder } from './new-lab.ts'

/** What this program is asked for: points of a run that is trained, each batch durable before the next. */
export interface WritePointsInput {
  readonly points: number
  readonly batches: readonly number[]
}

/** Seconds that all the points took, for each size of batch. */
export type WritePointsTimes = readonly number[]

const id = idOf(1)
const owner = 'bench'

function addTrainedRun(db: Db): void {
  addRun(db, {
    id,
    name: 'Points',
    note: '',
    config: JSON.stringify(referenceConfig),
    shape: JSON.stringify(mnistShape),
    steps: 3000,
    created_at: 0,
    wanted_engine: null,
    wanted_threads: null,
  })
  claimRun(db, { id, owner, now: 0, threads: 1 })
}

const pointsFrom = (step: number, count: number): readonly MetricPoint[] =>
  Array.from({ length: count }, (_, index) => ({
    step: step + index,
    loss: 1 / (step + index),
    error: 0.02,
    images: 2000,
    seconds: (step + index) / 300,
  }))

function secondsToWrite(db: Db, count: number, batch: number): number {
  db.exec('DELETE FROM metric')
  const batches = Array.from({ length: count / batch }, (_, index) =>
    pointsFrom(1 + index * batch, batch),
  )
  const beganMs = performance.now()
  for (const points of batches) {
    const progress = { step: points.at(-1)?.step ?? 0, images_per_second: 1, seconds_left: 1 }
    writeOwned(db, { id, owner }, progress, () => {
      addPoints(db, id, points)
    })
  }
  return (performance.now() - beganMs) / 1000
}

const { points, batches } = JSON.parse(process.argv[2] ?? '') as WritePointsInput
const times = await inNewFolder((folder) => {
  const db = openDatabase(join(folder, 'lab.db'))
  addTrainedRun(db)
  const seconds: WritePointsTimes = batches.map((batch) => secondsToWrite(db, points, batch))
  db.close()
  return Promise.resolve(seconds)
})
console.log(JSON.stringify(times))
