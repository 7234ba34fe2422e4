import type { DataShape } from '../contract/datasets.ts'
import type { TrainConfig } from '../contract/train-config.ts'
import { weightsForUnit } from '../train/input-scale.ts'
import { layersOf, networkSize, type LayerWeights } from '../train/network.ts'

export interface TrainedModel {
  readonly config: Pick<TrainConfig, 'hidden' | 'activation' | 'normalisation'>
  /** Of the images that it was trained on. */
  readonly shape: DataShape
  /** As a checkpoint holds them. */
  readonly weights: Uint8Array
}

/** What a model file takes and gives, whatever its run was trained with. */
export interface ModelBorder {
  /** `unit`: pixels from 0 (black) to 1 (white); `byte`: from 0 to 255. */
  readonly pixels: 'unit' | 'byte'
  readonly answer: 'probabilities' | 'logits'
}

/** A network as every format holds it: what was done to the pixels in training is in its first layer. */
export interface PlainModel extends ModelBorder {
  readonly rows: number
  readonly columns: number
  /** Names of the classes, in the order of the outputs. */
  readonly classes: readonly string[]
  /** Of each hidden layer. */
  readonly activation: TrainConfig['activation']
  /** From input to output. */
  readonly layers: readonly LayerWeights[]
}

/** A checkpoint's network for the pixels and the answer that a file is to have. */
export function plainModel(
  { config, shape, weights }: TrainedModel,
  { pixels, answer }: ModelBorder,
): PlainModel {
  const size = networkSize(config, shape)
  const unit = layersOf(size, weightsForUnit({ ...config, ...shape, ...size }, weights))
  const { rows, columns, classes } = shape
  const layers = pixels === 'unit' ? unit : unit.map(forBytes)
  return { rows, columns, classes, activation: config.activation, layers, pixels, answer }
}

const forBytes = (layer: LayerWeights, index: number): LayerWeights =>
  index === 0 ? { ...layer, matrix: layer.matrix.map((weight) => weight / 255) } : layer

/** What a reader of the weights alone has to know, as data. */
export const modelCard = ({ layers, ...model }: PlainModel) => ({
  kind: 'digit-lab-model',
  version: 1,
  rows: model.rows,
  columns: model.columns,
  classes: model.classes,
  hidden: layers.slice(0, -1).map(({ shape }) => shape.outputs),
  activation: model.activation,
  pixels: model.pixels,
  pixelOrder: 'row by row',
  ink: 'white on black',
  answer: model.answer,
})

export type OwnCard = ReturnType<typeof modelCard>

/** A matrix with its rows as columns. */
export function transposed(
  matrix: Float32Array,
  { inputs, outputs }: LayerWeights['shape'],
): Float32Array {
  const turned = new Float32Array(matrix.length)
  for (let row = 0; row < inputs; row++)
    for (let column = 0; column < outputs; column++)
      turned[column * inputs + row] = matrix[row * outputs + column] ?? 0
  return turned
}

/** The little-endian bytes of numbers, not copied. */
export const bytesOfFloats = ({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength)

/** A copy of little-endian bytes as numbers; `slice` of a Buffer would share what lies around it. */
export const floatsIn = (bytes: Uint8Array): Float32Array =>
  new Float32Array(new Uint8Array(bytes).buffer)
