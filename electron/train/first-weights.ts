import { uniformFloat32 } from 'pure-rand/distribution/uniformFloat32'
import type { TrainConfig } from '../contract/train-config.ts'
import { layerShapes, type LayerShape, type LayerWeights, type NetworkSize } from './network.ts'
import { stream } from './random.ts'

/** Largest first weight of a layer, and largest first bias. */
const bounds: Readonly<
  Record<
    TrainConfig['firstWeights'],
    (shape: LayerShape) => { readonly matrix: number; readonly biases: number }
  >
> = {
  uniform: ({ inputs }) => ({ matrix: 1 / Math.sqrt(inputs), biases: 1 / Math.sqrt(inputs) }),
  glorot: ({ inputs, outputs }) => ({ matrix: Math.sqrt(6 / (inputs + outputs)), biases: 0 }),
  he: ({ inputs }) => ({ matrix: Math.sqrt(6 / inputs), biases: 0 }),
}

/** Weights and biases uniform within bounds, a function of the seed, the kind and the layers alone. */
export function firstWeights(
  config: NetworkSize & Pick<TrainConfig, 'firstWeights' | 'seed'>,
): readonly LayerWeights[] {
  const random = stream(config.seed, 0)
  const uniform = (count: number, bound: number) => {
    const values = new Float32Array(count)
    if (bound === 0) return values
    for (let i = 0; i < count; i += 1) values[i] = (2 * uniformFloat32(random) - 1) * bound
    return values
  }
  return layerShapes(config).map((shape) => {
    const bound = bounds[config.firstWeights](shape)
    return {
      shape,
      matrix: uniform(shape.inputs * shape.outputs, bound.matrix),
      biases: uniform(shape.outputs, bound.biases),
    }
  })
}
