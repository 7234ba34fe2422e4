import type { DataShape } from '../contract/datasets.ts'
import type { TrainConfig } from '../contract/train-config.ts'
import { bytesOf, layersOf, type LayerWeights, type NetworkSize } from './network.ts'

/** From a pixel of 0 to 1 to what the network sees: less `mean`, divided by `deviation`. */
export interface InputScale {
  readonly mean: number
  readonly deviation: number
}

/** How a network sees its images. */
export type Normalised = Pick<TrainConfig, 'normalisation'> & Pick<DataShape, 'mean' | 'deviation'>

export function inputScale({ normalisation, mean, deviation }: Normalised): InputScale {
  switch (normalisation) {
    case 'unit':
      return { mean: 0, deviation: 1 }
    case 'standard':
      // Pixels that are all alike have no deviation to be divided by.
      return { mean, deviation: deviation > 0 ? deviation : 1 }
  }
}

/** First biases of the same network for inputs of which nothing is taken off. */
export function biasesFor(
  { mean, deviation }: InputScale,
  { shape, matrix, biases }: LayerWeights,
): Float64Array {
  const moved = Float64Array.from(biases)
  for (let i = 0; i < matrix.length; i += 1) {
    const output = i % shape.outputs
    moved[output] = (moved[output] ?? 0) - (mean / deviation) * (matrix[i] ?? 0)
  }
  return moved
}

/** A checkpoint of the same network for inputs of 0 to 1, as bytes. */
export function weightsForUnit(network: NetworkSize & Normalised, weights: Uint8Array): Uint8Array {
  if (network.normalisation === 'unit') return weights
  const scale = inputScale(network)
  const layers = layersOf(network, weights).map((layer, index) =>
    index === 0
      ? {
          matrix: layer.matrix.map((weight) => weight / scale.deviation),
          biases: Float32Array.from(biasesFor(scale, layer)),
        }
      : layer,
  )
  return bytesOf(layers)
}
