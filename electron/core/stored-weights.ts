import { createHash } from 'node:crypto'
import type { Run, RunId } from '../contract/entities.ts'
import { AppError } from '../contract/errors.ts'
import { storedCheckpoint, weightsAt, type StoredCheckpoint } from '../store/checkpoints.sql.ts'
import type { Db } from '../store/database.ts'

/** That a run has no checkpoint, or none of an epoch. */
export const noCheckpoint = (run: Run, epoch: number | undefined): AppError =>
  new AppError(
    'not-found',
    epoch === undefined
      ? `Run ${run.name} has no checkpoint yet (${run.status})`
      : `Run ${run.name} has no checkpoint of epoch ${String(epoch)}`,
  )

/** The checkpoint of a run, or of an epoch of it; refuses one whose bytes no longer have the hash they were stored with. */
export function soundCheckpoint(db: Db, run: Run, epoch: number | undefined): StoredCheckpoint {
  const stored = storedCheckpoint(db, run.id, epoch)
  if (!stored) throw noCheckpoint(run, epoch)
  if (createHash('sha256').update(stored.weights).digest('hex') !== stored.sha256)
    throw new AppError(
      'damaged',
      `The checkpoint of epoch ${String(stored.epoch)} of run ${run.name} is damaged: its bytes do not have the SHA-256 ${stored.sha256}`,
    )
  return stored
}

/** The weights of a checkpoint of a run; refuses them where they no longer have their hash. */
export function soundWeights(
  db: Db,
  { id, name }: { readonly id: RunId; readonly name: string },
  step: number,
): Uint8Array {
  const { weights = new Uint8Array(), sha256 = 'unknown' } = weightsAt(db, id, step) ?? {}
  if (createHash('sha256').update(weights).digest('hex') !== sha256)
    throw new AppError(
      'damaged',
      `The checkpoint of step ${String(step)} of run ${name} is damaged: its bytes do not have the SHA-256 ${sha256}`,
    )
  return weights
}
