import { createHash } from 'node:crypto'
import type { RunId } from '../contract/entities.ts'
import { AppError } from '../contract/errors.ts'
import {
  checkpointMeant,
  storedCheckpoint,
  type StoredCheckpoint,
} from '../store/checkpoints.sql.ts'
import type { Db } from '../store/database.ts'
import { runById } from '../store/runs.sql.ts'
import { createModelCache, loadModel, type Model } from './models.ts'

/** Bytes of weights that are kept in memory: more than 100 models of the reference's size. */
const cachedBytes = 256 * 2 ** 20

export interface StoredModel {
  readonly model: Model
  readonly weights: Uint8Array
  readonly sha256: string
}

/** Reads checkpoints, and refuses one whose bytes no longer have the hash they were stored with. */
export function readModel(db: Db, id: RunId, epoch?: number): StoredModel {
  const run = runById(db, id)
  const stored = storedCheckpoint(db, id, epoch)
  if (!stored) throw noCheckpoint(db, id, epoch)
  const { weights, sha256 } = stored
  if (createHash('sha256').update(weights).digest('hex') !== sha256)
    throw new AppError(
      'damaged',
      `The checkpoint of epoch ${String(stored.epoch)} of run ${run.name} is damaged: its bytes do not have the SHA-256 ${sha256}`,
    )
  return { model: loadModel(run.config, run.dataset, weights), weights, sha256 }
}

function noCheckpoint(db: Db, id: RunId, epoch: number | undefined): AppError {
  const run = runById(db, id)
  return new AppError(
    'not-found',
    epoch === undefined
      ? `Run ${run.name} has no checkpoint yet (${run.status})`
      : `Run ${run.name} has no checkpoint of epoch ${String(epoch)}`,
  )
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
    if (!meant) throw noCheckpoint(db, id, epoch)
    // Known by the hash of its weights, so that one that a run has come to since is another.
    const model = cached(`${id}/${meant.sha256}`, () => readModel(db, id, meant.epoch).model)
    return { epoch: meant.epoch, model }
  }
}
