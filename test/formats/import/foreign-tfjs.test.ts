import { zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { readModelFile } from '../../../electron/formats/import/read-model-file.ts'
import { madeUpNumbers } from '../../fixtures/made-up-model.ts'

const text = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
const floats = (count: number) => new Uint8Array(madeUpNumbers(count, 0.5).buffer)
const random = { class_name: 'VarianceScaling', config: { scale: 1, mode: 'fan_avg', seed: null } }

const dense = (name: string, units: number, activation: string, first = {}) => ({
  class_name: 'Dense',
  config: { name, units, activation, use_bias: true, kernel_initializer: random, ...first },
})
const weight = (name: string, ...shape: readonly number[]) => ({ name, shape, dtype: 'float32' })
const weights = [
  weight('dense_Dense1/kernel', 784, 6),
  weight('dense_Dense1/bias', 6),
  weight('dense_Dense2/kernel', 6, 10),
  weight('dense_Dense2/bias', 10),
]
const bytes = floats(785 * 6 + 70)
const read = (files: Readonly<Record<string, Uint8Array>>) =>
  readModelFile({ fileName: 'model.zip', source: { kind: 'bytes', bytes: zipSync(files) } })

test('a model that TensorFlow.js itself has saved is read', async () => {
  const { model, weights: found } = await read({
    'model.json': text({
      modelTopology: {
        class_name: 'Sequential',
        config: {
          name: 'sequential_1',
          layers: [
            dense('dense_Dense1', 6, 'relu', { batch_input_shape: [null, 784], dtype: 'float32' }),
            { class_name: 'Dropout', config: { name: 'dropout', rate: 0.2, trainable: true } },
            dense('dense_Dense2', 10, 'softmax'),
          ],
        },
        keras_version: 'tfjs-layers 4.22.0',
        backend: 'tensor_flow.js',
      },
      weightsManifest: [{ paths: ['./model.weights.bin'], weights }],
      format: 'layers-model',
      generatedBy: 'TensorFlow.js tfjs-layers v4.22.0',
      convertedBy: null,
    }),
    'model.weights.bin': bytes,
  })
  expect(model).toMatchObject({
    format: 'tfjs',
    rows: 28,
    layers: [
      { inputs: 784, units: 6, activation: 'relu' },
      { inputs: 6, units: 10, activation: 'softmax' },
    ],
    answer: 'probabilities',
    assumed: [
      'images are square',
      'classes are called 0, 1, 2 …',
      'pixels are from 0 to 1, white on black',
    ],
  })
  expect(found).toEqual(bytes)
})

test('so is one that its converter has made of a Keras model, in several files', async () => {
  const { model, weights: found } = await read({
    'model.json': text({
      format: 'layers-model',
      generatedBy: 'keras v2.15.0',
      convertedBy: 'TensorFlow.js Converter v4.22.0',
      modelTopology: {
        keras_version: '2.15.0',
        backend: 'tensorflow',
        model_config: {
          class_name: 'Sequential',
          config: {
            layers: [
              {
                class_name: 'InputLayer',
                config: { name: 'input_1', batch_input_shape: [null, 28, 28], dtype: 'float32' },
              },
              { class_name: 'Flatten', config: { name: 'flatten', dtype: 'float32' } },
              dense('dense_Dense1', 6, 'linear'),
              { class_name: 'LeakyReLU', config: { name: 'leaky', alpha: 0.2 } },
              dense('dense_Dense2', 10, 'linear'),
            ],
          },
        },
      },
      weightsManifest: [{ paths: ['group1-shard1of2.bin', 'group1-shard2of2.bin'], weights }],
    }),
    'group1-shard1of2.bin': bytes.subarray(0, 4096),
    'group1-shard2of2.bin': bytes.subarray(4096),
  })
  expect(model).toMatchObject({
    layers: [{ activation: 'leaky-relu' }, { activation: 'none' }],
    answer: 'logits',
  })
  expect(found).toEqual(bytes)
})
