import type { TrainConfig } from '../contract/train-config.ts'
import { bytesOf, layersOf, type LayerWeights } from './network.ts'

/** From a pixel of 0 to 1 to what the network sees: less `mean`, divided by `deviation`. */
export interface InputScale {
  readonly mean: number
  readonly deviation: number
}

export const inputScales: Readonly<Record<TrainConfig['normalisation'], InputScale>> = {
  unit: { mean: 0, deviation: 1 },
  /** Of all pixels of MNIST's training images. */
  standard: { mean: 0.1307, deviation: 0.3081 },
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
export function weightsForUnit(
  config: Pick<TrainConfig, 'hidden' | 'normalisation'>,
  weights: Uint8Array,
): Uint8Array {
  if (config.normalisation === 'unit') return weights
  const scale = inputScales[config.normalisation]
  const layers = layersOf(config, weights).map((layer, index) =>
    index === 0
      ? {
          matrix: layer.matrix.map((weight) => weight / scale.deviation),
          biases: Float32Array.from(biasesFor(scale, layer)),
        }
      : layer,
  )
  return bytesOf(layers)
}
