import type { FirstLayer } from '../contract/digits.ts'
import { weightsOf } from './explain.ts'
import type { SavedModel } from './saved-models.ts'
import { toSignedTile } from './signed-tile.ts'

/** Weights of the first layer, an image a unit, all on one scale. */
export function firstLayerOf({ epoch, model }: SavedModel): FirstLayer {
  const { rows, columns, layers } = model
  const units = layers[0]?.shape.outputs ?? 0
  const images = new Float32Array(units * rows * columns)
  for (let unit = 0; unit < units; unit += 1)
    images.set(weightsOf(model, unit), unit * rows * columns)
  return { epoch, rows, columns, units, weights: toSignedTile(images) }
}
