import type { RunId } from '../contract/entities.ts'
import { checkpointMeant, type StoredCheckpoint } from '../store/checkpoints.sql.ts'
import type { Db } from '../store/database.ts'
import { runById } from '../store/runs.sql.ts'
import { createModelCache, loadModel, type Model } from './models.ts'
import { noCheckpoint, soundCheckpoint } from './stored-weights.ts'

/** Bytes of weights that are kept in memory: more than 100 models of the reference's size. */
const cachedBytes = 256 * 2 ** 20

export interface StoredModel {
  readonly model: Model
  readonly weights: Uint8Array
  readonly sha256: string
}

/** Reads checkpoints, and refuses one whose bytes no longer have the hash they were stored with. */
function readModel(db: Db, id: RunId, epoch?: number): StoredModel {
  const run = runById(db, id)
  const { weights, sha256 } = soundCheckpoint(db, run, epoch)
  return { model: loadModel(run.config, run.dataset, weights), weights, sha256 }
}

/** A checkpoint that can answer. */
export interface SavedModel extends Pick<StoredCheckpoint, 'epoch'> {
  readonly model: Model
}

/** Finds the model of a run's checkpoint: that of an epoch, or the one it ended with or has come to. */
export type FindModel = (id: RunId, epoch?: number) => SavedModel

/** Models by run and epoch, kept in memory while they are in use. */
export function createSavedModels(db: Db): FindModel {
  const cached = createModelCache(cachedBytes)
  return (id, epoch) => {
    const meant = checkpointMeant(db, id, epoch)
    if (!meant) throw noCheckpoint(runById(db, id), epoch)
    // Known by the hash of its weights, so that one that a run has come to since is another.
    const model = cached(`${id}/${meant.sha256}`, () => readModel(db, id, meant.epoch).model)
    return { epoch: meant.epoch, model }
  }
}
