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

export interface Layer extends Pick<LayerWeights, 'shape' | 'matrix'> {
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

const guessOne = (model: Model, image: Uint8Array): Guess => answerOf(passesOf(model, image))

/** What a layer got, and its sums before their activation; those of the last layer are the logits. */
export interface Pass {
  readonly inputs: Float64Array
  readonly sums: Float64Array
}

/** What each layer makes of an image, from input to output. */
export function passesOf(model: Model, image: Uint8Array): readonly Pass[] {
  const pixels = model.rows * model.columns
  if (image.length !== pixels)
    throw new AppError(
      'bad-input',
      `An image has ${String(pixels)} bytes, not ${String(image.length)}`,
    )
  let inputs = Float64Array.from(image, (byte) => byte / model.white)
  return model.layers.map((layer) => {
    const pass = { inputs, sums: weightedSums(layer, inputs) }
    inputs = pass.sums.map(activate[model.activation])
    return pass
  })
}

/** The answer that the logits of the last pass are. */
export function answerOf(passes: readonly Pass[]): Guess {
  const logits = passes.at(-1)?.sums ?? new Float64Array()
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

/** Bytes of the numbers that a model keeps. */
const bytesOf = ({ layers }: Model): number =>
  layers.reduce((sum, { shape }) => sum + (shape.inputs + 1) * shape.outputs * 4, 0)

/** Returns a model by its key, loading it when it is not among the models used last that fit in so many bytes. */
export function createModelCache(mostBytes: number): (key: string, load: () => Model) => Model {
  const kept = new Map<string, Model>()
  let bytes = 0
  return (key, load) => {
    const model = kept.get(key) ?? load()
    bytes += kept.delete(key) ? 0 : bytesOf(model)
    kept.set(key, model)
    for (const [oldest, old] of kept) {
      if (bytes <= mostBytes || oldest === key) break
      bytes -= bytesOf(old)
      kept.delete(oldest)
    }
    return model
  }
}
