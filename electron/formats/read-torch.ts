import { layerShapes } from '../train/network.ts'
import { floatsIn, type OwnCard } from './plain-model.ts'
import { most, readModelOf, refuse, type ReadModel } from './read-plain.ts'
import { layerOf } from './read-state-dict.ts'
import { zipEntries } from './zip.ts'

/** Beside the weights: the pickle that describes them. */
const extraBytes = 100_000

/**
 * Reads a state_dict that this application wrote, of a model that is known but for its weights: its pickle, which could
 * run code, is left alone.
 */
export function readOwnTorch(zip: Uint8Array, card: OwnCard): ReadModel {
  const mostBytes = 4 * most.parameters + extraBytes
  const files = zipEntries(zip, { mostBytes, mostFiles: 2 * most.layers + 3 })
  const floats = (place: number, count: number): Float32Array => {
    const name = `model/data/${String(place)}`
    const bytes = files.get(name) ?? refuse(name, 'in the archive', 'nothing')
    if (bytes.length !== 4 * count) refuse(`bytes of ${name}`, String(4 * count), bytes.length)
    return floatsIn(bytes)
  }
  const { rows, columns, hidden, classes } = card
  const shapes = layerShapes({ inputs: rows * columns, hidden, outputs: classes.length })
  const layers = shapes.map((shape, index) =>
    layerOf(
      shape,
      floats(2 * index, shape.inputs * shape.outputs),
      floats(2 * index + 1, shape.outputs),
    ),
  )
  return readModelOf(layers, { card })
}
