import { leakySlope } from '../../train/activation.ts'
import { modelCard, type PlainModel } from '../plain-model.ts'
import { zipped } from '../zip.ts'
import { hdf5Of, type Hdf5Group } from './hdf5.ts'
import { layerName } from './keras-schema.ts'

// A Keras 3 archive: its layers as config.json, their weights as HDF5 under `layers/…/vars`, and who wrote it
// (keras.io/guides/serialization_and_saving). Groups are named by the kind of layer, counted by kind.

/** The version whose files these are like; later ones read them. */
const kerasVersion = '3.15.1'

/** The archive for `keras.saving.load_model`: takes rows of pixels, gives a row an image. */
export async function keras(model: PlainModel): Promise<Uint8Array> {
  const encoder = new TextEncoder()
  return zipped({
    'metadata.json': encoder.encode(
      JSON.stringify({ keras_version: kerasVersion, digit_lab: modelCard(model) }),
    ),
    'config.json': encoder.encode(JSON.stringify(configOf(model))),
    'model.weights.h5': await hdf5Of(weightsOf(model)),
  })
}

interface KerasLayer {
  readonly kind: 'Dense' | 'LeakyReLU'
  /** Of its kind, from 0. */
  readonly number: number
  readonly config: object
  readonly weights: readonly Float32Array[]
  readonly shape: { readonly inputs: number; readonly outputs: number }
}

function layersOf({ layers, activation, answer }: PlainModel): readonly KerasLayer[] {
  return layers.flatMap((layer, index) => {
    const last = answer === 'logits' ? 'linear' : 'softmax'
    const own = activation === 'leaky-relu' ? 'linear' : activation
    const isLast = index === layers.length - 1
    const weights = [layer.matrix, layer.biases]
    const config = { units: layer.shape.outputs, activation: isLast ? last : own, ...denseRest }
    const dense = { kind: 'Dense' as const, number: index, config, weights, shape: layer.shape }
    if (isLast || activation !== 'leaky-relu') return [dense]
    const { outputs } = layer.shape
    return [
      dense,
      {
        kind: 'LeakyReLU' as const,
        number: index,
        config: { negative_slope: leakySlope },
        weights: [],
        shape: { inputs: outputs, outputs },
      },
    ]
  })
}

const zeros = kerasObject('keras.initializers', 'Zeros', {})
const denseRest = {
  use_bias: true,
  kernel_initializer: zeros,
  bias_initializer: zeros,
  kernel_regularizer: null,
  bias_regularizer: null,
  kernel_constraint: null,
  bias_constraint: null,
}
const float32 = kerasObject('keras', 'DTypePolicy', { name: 'float32' })

function kerasObject(module: string, className: string, config: object) {
  return { module, class_name: className, config, registered_name: null }
}

const groupNames = { Dense: 'dense', LeakyReLU: 'leaky_re_lu' } as const

const nameOf = ({ kind, number }: KerasLayer) => layerName(groupNames[kind], number)

function configOf(model: PlainModel) {
  const inputs = model.rows * model.columns
  const built = { input_shape: [null, inputs] }
  return {
    ...kerasObject('keras', 'Sequential', {
      name: 'digits',
      trainable: true,
      dtype: float32,
      layers: [
        kerasObject('keras.layers', 'InputLayer', {
          batch_shape: [null, inputs],
          dtype: 'float32',
          sparse: false,
          ragged: false,
          name: 'pixels',
          optional: false,
        }),
        ...layersOf(model).map((layer) => ({
          ...kerasObject('keras.layers', layer.kind, {
            name: nameOf(layer),
            trainable: true,
            dtype: float32,
            ...layer.config,
          }),
          build_config: { input_shape: [null, layer.shape.inputs] },
        })),
      ],
      build_input_shape: [null, inputs],
    }),
    build_config: built,
    compile_config: {},
  }
}

function weightsOf(model: PlainModel): Hdf5Group {
  const layers = layersOf(model).map((layer) => {
    const [matrix, biases] = layer.weights
    const { inputs, outputs } = layer.shape
    const arrays =
      matrix && biases
        ? {
            '0': { shape: [inputs, outputs], values: matrix },
            '1': { shape: [outputs], values: biases },
          }
        : {}
    return [nameOf(layer), { vars: arrays }] as const
  })
  return { layers: Object.fromEntries(layers), vars: {} }
}
