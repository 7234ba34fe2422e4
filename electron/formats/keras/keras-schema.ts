import * as v from 'valibot'
import { activations } from '../../contract/train-config.ts'
import { most } from '../read-plain.ts'

// Only what is named here is read: no layer that runs code (Lambda), none that looks for a class by a path.

const size = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most.units))

const activation = v.picklist([
  ...activations.filter((name) => name !== 'leaky-relu'),
  'linear',
  'softmax',
])

/** Keras says by module and registered name where a class comes from; only its own are allowed. */
const own = <const Name extends string, S extends v.ObjectEntries>(name: Name, config: S) =>
  v.object({
    module: v.literal('keras.layers'),
    class_name: v.literal(name),
    registered_name: v.nullish(v.null()),
    config: v.object(config),
  })

const Layer = v.variant('class_name', [
  own('InputLayer', {
    batch_shape: v.pipe(v.tupleWithRest([v.null()], size), v.minLength(2), v.maxLength(4)),
    dtype: v.literal('float32'),
  }),
  own('Dense', {
    units: size,
    activation,
    use_bias: v.literal(true),
    quantization_config: v.nullish(v.null()),
  }),
  own('LeakyReLU', { negative_slope: v.pipe(v.number(), v.finite()) }),
  own('ReLU', {
    max_value: v.nullish(v.null()),
    negative_slope: v.nullish(v.literal(0)),
    threshold: v.nullish(v.literal(0)),
  }),
  own('Softmax', { axis: v.nullish(v.literal(-1)) }),
  own('Activation', { activation }),
  own('Dropout', {}),
  own('Flatten', {}),
])
export type KerasLayer = v.InferOutput<typeof Layer>

export const KerasConfig = v.object({
  module: v.literal('keras'),
  class_name: v.literal('Sequential'),
  config: v.object({
    layers: v.pipe(v.array(Layer), v.minLength(2), v.maxLength(4 * most.layers)),
  }),
})

/** `dense`, `dense_1`, `dense_2` …: what Keras calls the layers of a kind in a file of weights. */
export const layerName = (kind: string, number: number): string =>
  number === 0 ? kind : `${kind}_${String(number)}`
