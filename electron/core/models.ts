import type { Guess } from '../contract/digits.ts'
import type { DataShape } from '../contract/datasets.ts'
import type { TrainConfig } from '../contract/train-config.ts'
import { AppError } from '../contract/errors.ts'
import { activate } from '../train/activation.ts'
import { biasesFor, inputScale } from '../train/input-scale.ts'
import { layersOf, networkSize, type LayerWeights } from '../train/network.ts'

// Answers are computed here in plain TypeScript and not by TensorFlow: a drawn digit is answered well within a frame
// without a message to another process, and a native crash cannot take the window along.

type ModelConfig = Pick<TrainConfig, 'hidden' | 'activation' | 'normalisation'>

interface Layer extends Pick<LayerWeights, 'shape' | 'matrix'> {
  readonly biases: ArrayLike<number>
}

/** A checkpoint ready to answer. */
export interface Model {
  /** Pixels of the images that it answers. */
  readonly rows: number
  readonly columns: number
  readonly activation: TrainConfig['activation']
  /** What is taken off the pixels is in the first biases, so that black pixels stay 0. */
  readonly layers: readonly Layer[]
  /** What bytes of pixels are divided by. */
  readonly white: number
}

/** Splits a checkpoint's bytes into layers, without copying its matrices. */
export function loadModel(config: ModelConfig, shape: DataShape, weights: Uint8Array): Model {
  const { rows, columns } = shape
  const scale = inputScale({ ...config, ...shape })
  try {
    const layers = layersOf(networkSize(config, shape), weights).map((layer, index) =>
      index === 0 && scale.mean !== 0 ? { ...layer, biases: biasesFor(scale, layer) } : layer,
    )
    const white = 255 * scale.deviation
    return { rows, columns, activation: config.activation, layers, white }
  } catch (error) {
    if (error instanceof RangeError) throw new AppError('damaged', error.message, { cause: error })
    throw error
  }
}

/** Answers in the order of the images, each a byte a pixel from 0 (black) to 255 (white). */
export const guess = (model: Model, images: readonly Uint8Array[]): readonly Guess[] =>
  images.map((image) => guessOne(model, image))

function guessOne(model: Model, image: Uint8Array): Guess {
  const { rows, columns, layers, activation, white } = model
  const inputs = rows * columns
  if (image.length !== inputs)
    throw new AppError(
      'bad-input',
      `An image has ${String(inputs)} bytes, not ${String(image.length)}`,
    )
  const last = layers.length - 1
  const logits = layers.reduce<Float64Array>(
    (values, layer, index) => {
      const sums = weightedSums(layer, values)
      return index === last ? sums : sums.map(activate[activation])
    },
    Float64Array.from(image, (byte) => byte / white),
  )
  if (!logits.every(Number.isFinite))
    throw new AppError('damaged', 'The weights of this checkpoint give no finite answer')
  const probabilities = softmax(logits)
  const confidence = Math.max(...probabilities)
  return { digit: probabilities.indexOf(confidence), confidence, probabilities }
}

/** Inputs of 0 are passed over: most pixels of a digit are black. */
function weightedSums({ shape, matrix, biases }: Layer, values: Float64Array): Float64Array {
  const sums = Float64Array.from(biases)
  for (let from = 0; from < shape.inputs; from++) {
    const value = values[from] ?? 0
    if (value === 0) continue
    const row = from * shape.outputs
    for (let to = 0; to < shape.outputs; to++)
      sums[to] = (sums[to] ?? 0) + value * (matrix[row + to] ?? 0)
  }
  return sums
}

/** The largest is taken off first, so that no exponent is beyond what a number holds. */
function softmax(logits: Float64Array): number[] {
  const largest = Math.max(...logits)
  const powers = Array.from(logits, (logit) => Math.exp(logit - largest))
  const sum = powers.reduce((total, power) => total + power, 0)
  return powers.map((power) => power / sum)
}

/** Returns a model by its key, loading it when it is not among the `capacity` most recently used ones. */
export function createModelCache(capacity: number): (key: string, load: () => Model) => Model {
  const kept = new Map<string, Model>()
  return (key, load) => {
    const model = kept.get(key) ?? load()
    kept.delete(key)
    kept.set(key, model)
    for (const oldest of kept.keys()) {
      if (kept.size <= capacity) break
      kept.delete(oldest)
    }
    return model
  }
}
