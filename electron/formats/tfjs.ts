import type { DataShape } from '../contract/datasets.ts'
import type { TrainConfig } from '../contract/train-config.ts'
import { leakySlope } from '../train/activation.ts'
import { weightsForUnit } from '../train/input-scale.ts'
import { layerShapes, networkSize, type NetworkSize } from '../train/network.ts'
import { topologyFile, weightsFile, type ModelFiles } from './model-files.ts'

export interface TrainedModel {
  readonly config: Pick<TrainConfig, 'hidden' | 'activation' | 'normalisation'>
  /** Of the images that it was trained on. */
  readonly shape: DataShape
  /** As a checkpoint holds them: a layers model keeps its matrices in the same order and shape. */
  readonly weights: Uint8Array
}

/** A TensorFlow.js layers model: takes pixels from 0 to 1, row by row, and answers with a probability for each class. */
export const tfjsFiles = ({ config, shape, weights }: TrainedModel): ModelFiles => ({
  [topologyFile]: new TextEncoder().encode(JSON.stringify(modelJson(config, shape), null, 1)),
  [weightsFile]: weightsForUnit({ ...config, ...shape, ...networkSize(config, shape) }, weights),
})

const layerName = (index: number) => `dense_${String(index + 1)}`

function modelJson(config: TrainedModel['config'], shape: DataShape) {
  const size = networkSize(config, shape)
  return {
    format: 'layers-model',
    generatedBy: null,
    convertedBy: null,
    modelTopology: {
      class_name: 'Sequential',
      config: { name: 'digits', layers: [inputLayer(size), ...layersAfter(size, config)] },
      keras_version: 'tfjs-layers 4.22.0',
      backend: 'tensor_flow.js',
    },
    weightsManifest: [
      {
        paths: [weightsFile],
        weights: layerShapes(size).flatMap((shape, index) => [
          {
            name: `${layerName(index)}/kernel`,
            shape: [shape.inputs, shape.outputs],
            dtype: 'float32',
          },
          { name: `${layerName(index)}/bias`, shape: [shape.outputs], dtype: 'float32' },
        ]),
      },
    ],
    userDefinedMetadata: { rows: shape.rows, columns: shape.columns, classes: shape.classes },
  }
}

const inputLayer = ({ inputs }: NetworkSize) => ({
  class_name: 'InputLayer',
  config: { name: 'pixels', batch_input_shape: [null, inputs], dtype: 'float32', sparse: false },
})

/** Weights come from the file, so that what a layer would start with is left at zero. */
const zeros = { class_name: 'Zeros', config: {} }

function layersAfter({ hidden, outputs }: NetworkSize, { activation }: TrainedModel['config']) {
  return [...hidden, outputs].flatMap((units, index) => {
    if (index === hidden.length) return [dense(index, units, 'softmax')]
    if (activation !== 'leaky-relu') return [dense(index, units, activation)]
    return [dense(index, units, 'linear'), leakyRelu(index)]
  })
}

const dense = (index: number, units: number, activation: string) => ({
  class_name: 'Dense',
  config: {
    name: layerName(index),
    units,
    activation,
    use_bias: true,
    kernel_initializer: zeros,
    bias_initializer: zeros,
    dtype: 'float32',
    trainable: true,
  },
})

/** The one activation that TensorFlow.js has as a layer only. */
const leakyRelu = (index: number) => ({
  class_name: 'LeakyReLU',
  config: {
    name: `leaky_re_lu_${String(index + 1)}`,
    alpha: leakySlope,
    dtype: 'float32',
    trainable: true,
  },
})
