import { createHash } from 'node:crypto'
import { mnistShape } from '../electron/contract/datasets.ts'
import type { RunId } from '../electron/contract/entities.ts'
import { referenceConfig } from '../electron/contract/train-config.ts'
import type { Core } from '../electron/core/core.ts'
import { databasePath } from '../electron/core/data-folder.ts'
import { addCheckpoint } from '../electron/store/checkpoints.sql.ts'
import { change, openDatabase, q, type Db } from '../electron/store/database.ts'
import { firstWeights } from '../electron/train/first-weights.ts'
import { bytesOf, networkSize } from '../electron/train/network.ts'

/** Runs of the reference's size that have ended, of which the first has so many epochs. */
export interface AnsweringRuns {
  readonly runs: number
  readonly epochs: number
}

/** Adds runs with weights as they are before a training: answers cost the same whatever they say. */
export async function addRuns(
  core: Core,
  dataDir: string,
  { runs, epochs }: AnsweringRuns,
): Promise<RunId[]> {
  const db = openDatabase(databasePath(dataDir))
  const ids: RunId[] = []
  for (let seed = 1; seed <= runs; seed += 1) {
    const config = { ...referenceConfig, epochs, seed }
    const { id } = await core.ask('runs.start', { config })
    ids.push(id)
    for (let epoch = 1; epoch <= (seed === 1 ? epochs : 1); epoch += 1) {
      const size = { ...networkSize(config, mnistShape), ...config, seed: seed * 1000 + epoch }
      const weights = bytesOf(firstWeights(size))
      const sha256 = createHash('sha256').update(weights).digest('hex')
      const resume = { state: '{}', slots: new Uint8Array(), sha256: '' }
      const step = epoch * 600
      addCheckpoint(db, id, { epoch, step, sha256, weights, isEpochEnd: true, resume })
    }
    end(db, id)
  }
  db.close()
  return ids
}

/** A queue that finds it has nothing to train. */
function end(db: Db, id: RunId): void {
  const ended = { status: 'completed', ended_at: Date.now() } as const
  change(db, q.updateTable('run').set(ended).where('id', '=', id))
}
