import { leakySlope } from '../train/activation.ts'
import { bytesOf, layerShapes, type NetworkSize } from '../train/network.ts'
import { topologyFile, weightsFile, type ModelFiles } from './model-files.ts'
import { modelCard, type PlainModel } from './plain-model.ts'

/** A TensorFlow.js layers model: takes rows of pixels and gives a row an image. */
export const tfjsFiles = (model: PlainModel): ModelFiles => ({
  [topologyFile]: new TextEncoder().encode(JSON.stringify(modelJson(model), null, 1)),
  [weightsFile]: bytesOf(model.layers),
})

const sizeOf = ({ rows, columns, classes, layers }: PlainModel): NetworkSize => ({
  inputs: rows * columns,
  hidden: layers.slice(0, -1).map(({ shape }) => shape.outputs),
  outputs: classes.length,
})

const layerName = (index: number) => `dense_${String(index + 1)}`

function modelJson(model: PlainModel) {
  const size = sizeOf(model)
  return {
    format: 'layers-model',
    generatedBy: null,
    convertedBy: null,
    modelTopology: {
      class_name: 'Sequential',
      config: { name: 'digits', layers: [inputLayer(size), ...layersAfter(size, model)] },
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
    userDefinedMetadata: modelCard(model),
  }
}

const inputLayer = ({ inputs }: NetworkSize) => ({
  class_name: 'InputLayer',
  config: { name: 'pixels', batch_input_shape: [null, inputs], dtype: 'float32', sparse: false },
})

/** Weights come from the file, so that what a layer would start with is left at zero. */
const zeros = { class_name: 'Zeros', config: {} }

function layersAfter({ hidden, outputs }: NetworkSize, { activation, answer }: PlainModel) {
  return [...hidden, outputs].flatMap((units, index) => {
    if (index === hidden.length)
      return [dense(index, units, answer === 'logits' ? 'linear' : 'softmax')]
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
