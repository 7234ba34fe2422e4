import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { DataShape } from '../../electron/contract/datasets.ts'
import type { Run, RunId } from '../../electron/contract/entities.ts'
import type { Core } from '../../electron/core/core.ts'
import { addCheckpoint } from '../../electron/store/checkpoints.sql.ts'
import { openDatabase, type Db } from '../../electron/store/database.ts'
import { updateRun } from '../../electron/store/runs.sql.ts'
import { madeUpNumbers } from '../fixtures/made-up-model.ts'
import { add } from '../store/a-run.ts'
import { tempDir } from '../temp-dir.ts'

/** Weights of a softmax regression that reads whatever it sees as one digit. */
export const alwaysReads = (digit: number): Uint8Array => {
  const numbers = madeUpNumbers(7850, 0.0001)
  numbers[7840 + digit] = 100
  return new Uint8Array(numbers.buffer)
}

export function addEpochEnd(db: Db, run: RunId, epoch: number, weights: Uint8Array): void {
  const sha256 = createHash('sha256').update(weights).digest('hex')
  const resume = { state: '{}', slots: new Uint8Array(), sha256: '' }
  const checkpoint = { epoch, step: epoch * 600, sha256, weights, isEpochEnd: true, resume }
  addCheckpoint(db, run, checkpoint)
}

export interface MadeUpRun {
  readonly id: RunId
  /** What the checkpoint of each epoch reads every drawing as. */
  readonly reads: readonly number[]
  readonly shape?: DataShape
}

/** A data folder with completed runs, the last one newest. */
export function folderWith(...runs: readonly MadeUpRun[]): string {
  const dataDir = tempDir()
  const db = openDatabase(join(dataDir, 'lab.db'))
  for (const { id, reads, shape } of runs) {
    add(db, id, { name: `Run ${id}`, config: { hidden: [] }, ...(shape && { shape }) })
    reads.forEach((digit, index) => {
      addEpochEnd(db, id, index + 1, alwaysReads(digit))
    })
    updateRun(db, id, { status: 'completed' })
  }
  db.close()
  return dataDir
}

/** Changes a data folder as another process would. */
export function elsewhere(dataDir: string, act: (db: Db) => void): void {
  const db = openDatabase(join(dataDir, 'lab.db'))
  act(db)
  db.close()
}

/** The score of a run once every run is scored. */
export async function scoreOf(core: Core, id: RunId): Promise<Run['handwriting']> {
  await core.ask('handwriting.settle', {})
  return (await core.ask('runs.show', { id })).handwriting
}
