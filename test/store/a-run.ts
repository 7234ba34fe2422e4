import { join } from 'node:path'
import * as v from 'valibot'
import { mnistShape, type DataShape } from '../../electron/contract/datasets.ts'
import { RunId } from '../../electron/contract/entities.ts'
import { referenceConfig, type TrainConfig } from '../../electron/contract/train-config.ts'
import { claimRun, waitingRuns, type Claimed } from '../../electron/store/claims.sql.ts'
import { openDatabase, type Db } from '../../electron/store/database.ts'
import { addRun } from '../../electron/store/runs.sql.ts'
import { tempDir } from '../temp-dir.ts'

const idOf = (letter: string) => v.parse(RunId, letter.repeat(10))
export const a = idOf('a')
export const b = idOf('b')

export const tempDb = (): Db => openDatabase(join(tempDir(), 'lab.db'))

/** Adds a queued run of 600 steps an epoch. */
export function add(
  db: Db,
  id: RunId,
  {
    name = 'Reference',
    config = {},
    shape = mnistShape,
  }: { name?: string; config?: Partial<TrainConfig>; shape?: DataShape } = {},
): void {
  const whole = { ...referenceConfig, ...config }
  addRun(db, {
    id,
    name,
    note: '',
    config: JSON.stringify(whole),
    shape: JSON.stringify(shape),
    steps: 600 * whole.epochs,
    created_at: 1000,
    wanted_engine: null,
    wanted_threads: null,
  })
}

/** Claims the first run that waits, with one thread. */
export function claimFirst(db: Db, owner: string): Claimed | undefined {
  const [run] = waitingRuns(db, 1)
  return run && claimRun(db, { id: run.id, owner, now: 1, threads: 1 })
}
