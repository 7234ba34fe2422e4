import * as v from 'valibot'
import { activations } from '../../contract/train-config.ts'
import { topologyFile } from '../model-files.ts'
import { most, refuseIssue } from '../read-plain.ts'

// Only what is named here is read of a layers model: no layer that runs code, no path out of the folder, no weights that
// were made smaller in a way of their own.

const size = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most.units))
const plainName = v.pipe(
  v.string(),
  v.regex(/^(\.\/)?[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}$/, 'a plain file name'),
  v.transform((name) => name.replace('./', '')),
)
const activation = v.picklist([
  ...activations.filter((name) => name !== 'leaky-relu'),
  'linear',
  'softmax',
])

/** The first layer, of whatever kind, says what the model takes. */
const shape = v.optional(v.pipe(v.tupleWithRest([v.null()], size), v.minLength(2), v.maxLength(4)))

const layer = <const Name extends string, S extends v.ObjectEntries>(name: Name, config: S) =>
  v.object({
    class_name: v.literal(name),
    config: v.object({
      name: v.pipe(v.string(), v.maxLength(200)),
      batch_input_shape: shape,
      ...config,
    }),
  })

const Layer = v.variant('class_name', [
  layer('InputLayer', {}),
  layer('Dense', { units: size, activation, use_bias: v.optional(v.literal(true)) }),
  layer('LeakyReLU', { alpha: v.pipe(v.number(), v.finite()) }),
  layer('ReLU', { max_value: v.nullish(v.null()) }),
  layer('Softmax', { axis: v.nullish(v.literal(-1)) }),
  layer('Activation', { activation }),
  layer('Dropout', {}),
  layer('Flatten', {}),
])
export type TfjsLayer = v.InferOutput<typeof Layer>

const Sequential = v.object({
  class_name: v.literal('Sequential'),
  config: v.object({
    layers: v.pipe(v.array(Layer), v.minLength(1), v.maxLength(4 * most.layers)),
  }),
})

const Weight = v.strictObject({
  name: v.pipe(v.string(), v.maxLength(400)),
  shape: v.pipe(v.array(size), v.minLength(1), v.maxLength(2)),
  dtype: v.literal('float32'),
})

const Group = v.object({
  paths: v.pipe(v.array(plainName), v.minLength(1), v.maxLength(64)),
  weights: v.pipe(v.array(Weight), v.maxLength(2 * most.layers)),
})

const rest = {
  format: v.optional(v.literal('layers-model')),
  userDefinedMetadata: v.optional(v.unknown()),
  weightsManifest: v.pipe(v.array(Group), v.minLength(1), v.maxLength(2 * most.layers)),
}

/** As TensorFlow.js saves it. */
const SavedJson = v.object({ modelTopology: Sequential, ...rest })

/** As its converter makes it of a Keras model. */
const ConvertedJson = v.object({ modelTopology: v.object({ model_config: Sequential }), ...rest })
const isConverted = (json: unknown): boolean =>
  v.is(v.object({ modelTopology: v.object({ model_config: v.unknown() }) }), json)

/** A layers model of known layers, with the weights that it lists and the files they are in. */
export interface TfjsModel {
  readonly layers: readonly TfjsLayer[]
  readonly weights: readonly v.InferOutput<typeof Weight>[]
  readonly paths: readonly string[]
  readonly metadata: unknown
}

/** Throws unreadable for a model.json of anything else, naming the field. */
export function tfjsModelOf(json: unknown): TfjsModel {
  const parsed = isConverted(json) ? parsedAs(ConvertedJson, json) : parsedAs(SavedJson, json)
  const { modelTopology, weightsManifest, userDefinedMetadata: metadata } = parsed
  const { config } = 'model_config' in modelTopology ? modelTopology.model_config : modelTopology
  return {
    layers: config.layers,
    weights: weightsManifest.flatMap(({ weights }) => weights),
    paths: weightsManifest.flatMap(({ paths }) => paths),
    metadata,
  }
}

function parsedAs<S extends typeof SavedJson | typeof ConvertedJson>(
  schema: S,
  json: unknown,
): v.InferOutput<S> {
  const parsed = v.safeParse(schema, json, { abortEarly: true })
  if (parsed.success) return parsed.output
  return refuseIssue(topologyFile, parsed.issues[0])
}
