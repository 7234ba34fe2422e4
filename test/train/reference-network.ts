import type { BackendConfig } from '../../electron/train/backend.ts'
import { inputs, type LayerWeights } from '../../electron/train/network.ts'

const activate = {
  relu: (value: number) => Math.max(value, 0),
  tanh: Math.tanh,
  sigmoid: (value: number) => 1 / (1 + Math.exp(-value)),
} as const satisfies Record<BackendConfig['activation'], (value: number) => number>

/** A layer in double precision, written for reading. */
function layer(values: readonly number[], { shape, matrix, biases }: LayerWeights): number[] {
  return Array.from({ length: shape.outputs }, (_, output) =>
    values.reduce(
      (sum, value, input) => sum + value * (matrix[input * shape.outputs + output] ?? NaN),
      biases[output] ?? NaN,
    ),
  )
}

/** Mean cross-entropy of a batch by the textbook. */
export function meanLoss(
  activation: BackendConfig['activation'],
  layers: readonly LayerWeights[],
  pixels: Uint8Array,
  labels: Uint8Array,
): number {
  const losses = Array.from(labels, (label, image) => {
    const first = Array.from(pixels.subarray(image * inputs, (image + 1) * inputs), (p) => p / 255)
    const logits = layers.reduce((values, weights, index) => {
      const sums = layer(values, weights)
      return index < layers.length - 1 ? sums.map(activate[activation]) : sums
    }, first)
    const sum = logits.reduce((total, logit) => total + Math.exp(logit), 0)
    return Math.log(sum) - (logits[label] ?? NaN)
  })
  return losses.reduce((total, loss) => total + loss, 0) / losses.length
}

/** The slope of `loss` by one of the values that it reads, by trying a little more and a little less. */
export function slope(values: Float32Array, index: number, loss: () => number): number {
  const value = values[index] ?? NaN
  const at = (tried: number) => {
    values[index] = tried
    return { tried: values[index], loss: loss() }
  }
  const more = at(value + 1e-3)
  const less = at(value - 1e-3)
  values[index] = value
  return (more.loss - less.loss) / (more.tried - less.tried)
}
