import { createHash } from 'node:crypto'
import type { Handlers } from '../contract/calls.ts'
import type { RunId } from '../contract/entities.ts'
import { AppError } from '../contract/errors.ts'
import { checkpointHash, storedCheckpoint } from '../store/checkpoints.sql.ts'
import type { Db } from '../store/database.ts'
import { runById } from '../store/runs.sql.ts'
import { createModelCache, guess, loadModel, type Model } from './models.ts'
import { fromPixels } from './pixels.ts'
import { prepareDrawing } from './prepare-drawing.ts'
import { prepareImage } from './prepare-image.ts'
import { side } from './rasterise.ts'

/** About 80 MB of reference models. */
const cachedModels = 50

export interface StoredModel {
  readonly model: Model
  readonly weights: Uint8Array
  readonly sha256: string
}

/** Reads checkpoints, and refuses one whose bytes no longer have the hash they were stored with. */
export function readModel(db: Db, id: RunId, epoch?: number): StoredModel {
  const run = runById(db, id)
  const stored = storedCheckpoint(db, id, epoch)
  if (!stored)
    throw new AppError(
      'not-found',
      epoch === undefined
        ? `Run ${run.name} has no checkpoint yet (${run.status})`
        : `Run ${run.name} has no checkpoint of epoch ${String(epoch)}`,
    )
  const { weights, sha256 } = stored
  if (createHash('sha256').update(weights).digest('hex') !== sha256)
    throw new AppError(
      'damaged',
      `The checkpoint of epoch ${String(stored.epoch)} of run ${run.name} is damaged: its bytes do not have the SHA-256 ${sha256}`,
    )
  return { model: loadModel(run.config, run.dataset, weights), weights, sha256 }
}

type DigitCalls = Pick<Handlers, Extract<keyof Handlers, `digits.${string}`>>

/** Answers to every question about drawings and pictures of digits. */
export function digitHandlers(db: Db): DigitCalls {
  const cached = createModelCache(cachedModels)

  /** A cached model is known by its run and the hash of its weights. */
  function modelOf(id: RunId, epoch: number | undefined): Model {
    const sha256 = checkpointHash(db, id, epoch) ?? ''
    const model = cached(`${id}/${sha256}`, () => readModel(db, id, epoch).model)
    if (model.rows !== side || model.columns !== side)
      throw new AppError(
        'conflict',
        `Run ${runById(db, id).name} reads images of ${String(model.rows)} × ${String(model.columns)} pixels; drawings and pictures have ${String(side)} × ${String(side)}`,
      )
    return model
  }

  return {
    'digits.prepare': ({ drawings }) => drawings.map(prepareDrawing),
    'digits.prepareImage': ({ image }) => prepareImage(Buffer.from(image, 'base64')),
    'digits.guess': ({ id, epoch, images }) => guess(modelOf(id, epoch), images.map(fromPixels)),
    'digits.read': ({ id, epoch, strokes }) => {
      const model = modelOf(id, epoch)
      const prepared = prepareDrawing(strokes)
      const [answer] = prepared.pixels === null ? [] : guess(model, [fromPixels(prepared.pixels)])
      return { ...prepared, guess: answer ?? null }
    },
  }
}
