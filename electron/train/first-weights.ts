import { uniformFloat32 } from 'pure-rand/distribution/uniformFloat32'
import type { TrainConfig } from '../contract/train-config.ts'
import { layerShapes, type LayerWeights } from './network.ts'
import { stream } from './random.ts'

/** Weights and biases uniform in ±1/√fan_in, a function of the seed and the layers alone. */
export function firstWeights(
  config: Pick<TrainConfig, 'hidden' | 'seed'>,
): readonly LayerWeights[] {
  const random = stream(config.seed, 0)
  const uniform = (count: number, bound: number) => {
    const values = new Float32Array(count)
    for (let i = 0; i < count; i += 1) values[i] = (2 * uniformFloat32(random) - 1) * bound
    return values
  }
  return layerShapes(config).map((shape) => {
    const bound = 1 / Math.sqrt(shape.inputs)
    return {
      shape,
      matrix: uniform(shape.inputs * shape.outputs, bound),
      biases: uniform(shape.outputs, bound),
    }
  })
}
