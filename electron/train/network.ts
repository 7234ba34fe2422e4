import type { DataShape } from '../contract/datasets.ts'
import type { TrainConfig } from '../contract/train-config.ts'

/** What a network's size follows from. */
export interface NetworkSize {
  /** Pixels of an image. */
  readonly inputs: number
  /** Units of each hidden layer, from input to output. */
  readonly hidden: readonly number[]
  /** Classes to tell apart. */
  readonly outputs: number
}

/** The network of a configuration for images of a shape. */
export const networkSize = (
  { hidden }: Pick<TrainConfig, 'hidden'>,
  { rows, columns, classes }: DataShape,
): NetworkSize => ({ inputs: rows * columns, hidden, outputs: classes.length })

export interface LayerShape {
  readonly inputs: number
  readonly outputs: number
}

/** The dense layers of a network, from input to output. */
export function layerShapes({ inputs, hidden, outputs }: NetworkSize): readonly LayerShape[] {
  const sizes = [inputs, ...hidden, outputs]
  return sizes.slice(1).map((size, index) => ({ inputs: sizes[index] ?? inputs, outputs: size }))
}

/** Multiplications of the largest matrix product of a step. */
export const largestProduct = (size: NetworkSize, batch: number): number =>
  Math.max(...layerShapes(size).map(({ inputs, outputs }) => batch * inputs * outputs))

/** How many numbers the weights and biases of a network are. */
export const parameterCount = (size: NetworkSize): number =>
  layerShapes(size).reduce((sum, layer) => sum + (layer.inputs + 1) * layer.outputs, 0)

export interface LayerWeights {
  readonly shape: LayerShape
  /** Row by row: one row an input, one column an output. */
  readonly matrix: Float32Array
  readonly biases: Float32Array
}

/** Splits a checkpoint's bytes into layers without copying; throws a RangeError when the length does not fit. */
export function layersOf(size: NetworkSize, bytes: Uint8Array): readonly LayerWeights[] {
  const expected = parameterCount(size) * 4
  if (bytes.byteLength !== expected)
    throw new RangeError(
      `Weights have ${String(bytes.byteLength)} bytes, expected ${String(expected)}`,
    )
  // Not by `slice`, which of a Buffer copies nothing.
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes)
  const values = new Float32Array(aligned.buffer, aligned.byteOffset, expected / 4)
  let at = 0
  const take = (count: number) => values.subarray(at, (at += count))
  return layerShapes(size).map((shape) => ({
    shape,
    matrix: take(shape.inputs * shape.outputs),
    biases: take(shape.outputs),
  }))
}

/** The inverse of `layersOf`: each layer's matrix and then its biases, as little-endian float32. */
export const bytesOf = (layers: readonly Omit<LayerWeights, 'shape'>[]): Uint8Array =>
  joined(layers.flatMap((layer) => [layer.matrix, layer.biases]))

/** Copies of lists of numbers, one after another, as little-endian float32. */
export function joined(parts: readonly Float32Array[]): Uint8Array {
  const values = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0))
  parts.reduce((at, part) => {
    values.set(part, at)
    return at + part.length
  }, 0)
  return new Uint8Array(values.buffer)
}
