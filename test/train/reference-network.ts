import type { BackendConfig } from '../../electron/train/backend.ts'
import type { LayerWeights } from '../../electron/train/network.ts'
import { activationsByTheBook } from '../fixtures/activations.ts'

export interface Batch {
  readonly pixels: Uint8Array
  readonly labels: Uint8Array
}

type Settings = Pick<
  BackendConfig,
  'activation' | 'normalisation' | 'mean' | 'deviation' | 'labelSmoothing' | 'weightDecay'
>

/** A layer in double precision, written for reading. */
function layer(values: readonly number[], { shape, matrix, biases }: LayerWeights): number[] {
  return Array.from({ length: shape.outputs }, (_, output) =>
    values.reduce(
      (sum, value, input) => sum + value * (matrix[input * shape.outputs + output] ?? NaN),
      biases[output] ?? NaN,
    ),
  )
}

const seen = ({ normalisation, mean, deviation }: Settings, byte: number) =>
  normalisation === 'standard' ? (byte / 255 - mean) / deviation : byte / 255

/** What each layer gives for each image, the last the logits; `masks` multiply what hidden layers give. */
export function outputsOf(
  settings: Settings,
  layers: readonly LayerWeights[],
  { pixels, labels }: Batch,
  masks: readonly Float32Array[] = [],
): readonly (readonly (readonly number[])[])[] {
  const inputs = pixels.length / labels.length
  let given: readonly (readonly number[])[] = Array.from(labels, (_, image) =>
    Array.from(pixels.subarray(image * inputs, (image + 1) * inputs), (byte) =>
      seen(settings, byte),
    ),
  )
  return layers.map((weights, index) => {
    const mask = masks[index]
    given = given.map((values, image) => {
      const sums = layer(values, weights)
      if (index === layers.length - 1) return sums
      return sums.map(
        (sum, unit) =>
          activationsByTheBook[settings.activation](sum) *
          (mask === undefined ? 1 : (mask[image * sums.length + unit] ?? NaN)),
      )
    })
    return given
  })
}

const logitsOf = (...network: Parameters<typeof outputsOf>): readonly (readonly number[])[] =>
  outputsOf(...network).at(-1) ?? []

const meanOf = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length

/** Mean cross-entropy of a batch by the textbook. */
export function meanLoss(
  settings: Settings,
  layers: readonly LayerWeights[],
  batch: Batch,
  masks: readonly Float32Array[] = [],
): number {
  return meanOf(
    logitsOf(settings, layers, batch, masks).map((logits, image) =>
      crossEntropyOf(logits, (digit) => (digit === batch.labels[image] ? 1 : 0)),
    ),
  )
}

/** What a step lowers: the mean cross-entropy of smoothed targets, and half the decay by the squares of the weights. */
export function objective(
  settings: Settings,
  layers: readonly LayerWeights[],
  batch: Batch,
  masks: readonly Float32Array[] = [],
): number {
  const { labelSmoothing, weightDecay } = settings
  const loss = meanOf(
    logitsOf(settings, layers, batch, masks).map((logits, image) =>
      crossEntropyOf(
        logits,
        (digit) =>
          labelSmoothing / logits.length + (digit === batch.labels[image] ? 1 - labelSmoothing : 0),
      ),
    ),
  )
  const squares = layers.map(({ matrix }) => matrix.reduce((sum, weight) => sum + weight ** 2, 0))
  return loss + (weightDecay / 2) * squares.reduce((sum, square) => sum + square, 0)
}

function crossEntropyOf(logits: readonly number[], target: (digit: number) => number): number {
  const whole = Math.log(logits.reduce((total, logit) => total + Math.exp(logit), 0))
  return logits.reduce((sum, logit, digit) => sum + target(digit) * (whole - logit), 0)
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
