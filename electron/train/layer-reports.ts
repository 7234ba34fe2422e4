import type { LayerReport } from '../contract/training.ts'
import type { Backend } from './backend.ts'
import { part, type ImageSet } from './dataset.ts'
import { histogramOf } from './histogram.ts'
import { layersOf, type NetworkSize } from './network.ts'
import type { UnitWatch } from './unit-watch.ts'

/** Enough images for a picture of gradients and outputs, few enough to take next to no time. */
const inspected = 200

/** The layers of a backend as they are: weights, what the first images of a set do, and what was watched. */
export function layerReports(
  network: NetworkSize,
  backend: Pick<Backend, 'weights' | 'inspect'>,
  images: ImageSet,
  watch: Pick<UnitWatch, 'seenOf'>,
): readonly LayerReport[] {
  const { pixels, labels } = part(images, 0, Math.min(inspected, images.count))
  const inspections = backend.inspect(pixels, labels)
  return layersOf(network, backend.weights()).map(({ shape, matrix }, index) => {
    const { gradient, activations } = inspections[index] ?? nothing
    return {
      layer: index + 1,
      inputs: shape.inputs,
      units: shape.outputs,
      weights: histogramOf(matrix),
      gradients: histogramOf(gradient),
      activations: histogramOf(activations),
      ...watch.seenOf(index),
    }
  })
}

const nothing = { gradient: new Float32Array(), activations: new Float32Array() }
