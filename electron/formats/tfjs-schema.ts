import * as v from 'valibot'
import { mostClasses } from '../contract/datasets.ts'
import { activations } from '../contract/train-config.ts'
import { AppError } from '../contract/errors.ts'
import { readCard, type ModelCard } from './model-card.ts'

// Model files come from anywhere. Only what is named here is read: no layer that runs code, no path out of the folder,
// and no size that the file itself does not have.

const most = { jsonBytes: 1_000_000, units: 4096, layers: 9 }

const plainName = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}$/, 'a plain name'))
const size = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most.units))
const zeros = v.strictObject({ class_name: v.literal('Zeros'), config: v.strictObject({}) })

const InputLayer = v.strictObject({
  class_name: v.literal('InputLayer'),
  config: v.strictObject({
    name: plainName,
    batch_input_shape: v.strictTuple([v.null(), size]),
    dtype: v.literal('float32'),
    sparse: v.literal(false),
  }),
})

/** Those that a Dense layer knows by their name here. */
const layerActivations = activations.filter((activation) => activation !== 'leaky-relu')

const Dense = v.strictObject({
  class_name: v.literal('Dense'),
  config: v.strictObject({
    name: plainName,
    units: size,
    activation: v.picklist([...layerActivations, 'linear', 'softmax']),
    use_bias: v.literal(true),
    kernel_initializer: zeros,
    bias_initializer: zeros,
    dtype: v.literal('float32'),
    trainable: v.boolean(),
  }),
})

const LeakyReLU = v.strictObject({
  class_name: v.literal('LeakyReLU'),
  config: v.strictObject({
    name: plainName,
    alpha: v.pipe(v.number(), v.finite()),
    dtype: v.literal('float32'),
    trainable: v.boolean(),
  }),
})

const Weight = v.strictObject({
  name: v.pipe(v.string(), v.maxLength(200)),
  shape: v.pipe(v.array(size), v.minLength(1), v.maxLength(2)),
  dtype: v.literal('float32'),
})

const ModelJson = v.strictObject({
  format: v.literal('layers-model'),
  generatedBy: v.nullable(v.string()),
  convertedBy: v.null(),
  modelTopology: v.strictObject({
    class_name: v.literal('Sequential'),
    config: v.strictObject({
      name: plainName,
      layers: v.pipe(
        v.tupleWithRest([InputLayer], v.variant('class_name', [Dense, LeakyReLU])),
        v.minLength(2),
        v.maxLength(2 * most.layers),
      ),
    }),
    keras_version: v.string(),
    backend: v.string(),
  }),
  userDefinedMetadata: v.optional(v.looseObject({ kind: v.optional(v.unknown()) })),
  weightsManifest: v.strictTuple([
    v.strictObject({
      paths: v.strictTuple([plainName]),
      weights: v.pipe(v.array(Weight), v.maxLength(2 * most.layers)),
    }),
  ]),
})

export type WeightSpec = v.InferOutput<typeof Weight>

/** A layers model whose parts are known to fit together; nothing of its weights is read yet. */
export interface LayersModel {
  readonly topology: v.InferOutput<typeof ModelJson>['modelTopology']
  readonly inputs: number
  readonly weights: readonly WeightSpec[]
  /** What this application says of a model of its own. */
  readonly card: ModelCard | undefined
  /** A plain name beside model.json. */
  readonly weightsFile: string
  readonly weightsBytes: number
}

export const mostJsonBytes = most.jsonBytes

const refuse = (reason: string): never => {
  throw new AppError('unreadable', `Not a model this application can read: ${reason}`)
}

export function parseLayersModel(text: string): LayersModel {
  const parsed = v.safeParse(ModelJson, parseJson(text), { abortEarly: true })
  if (!parsed.success) {
    const [issue] = parsed.issues
    return refuse(`model.json, ${v.getDotPath(issue) ?? 'whole'}: ${issue.message}`)
  }
  const { modelTopology, weightsManifest, userDefinedMetadata } = parsed.output
  const [{ paths, weights }] = weightsManifest
  const { layers } = modelTopology.config
  const inputs = inputsOf(layers)
  const expected = weightsOf(layers)
  if (new Set(layers.map(({ config }) => config.name)).size < layers.length)
    return refuse('two layers have the same name')
  if (JSON.stringify(weights) !== JSON.stringify(expected))
    return refuse('the weights it lists are not those of its layers')
  const isOwn = userDefinedMetadata?.kind === 'digit-lab-model'
  const card = isOwn ? readCard(userDefinedMetadata) : undefined
  if (card) checkCard(card, inputs, expected)
  return {
    card,
    topology: modelTopology,
    inputs,
    weights,
    weightsFile: paths[0],
    weightsBytes: 4 * expected.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b), 0),
  }
}

function checkCard(
  { rows, columns, classes }: ModelCard,
  inputs: number,
  weights: readonly WeightSpec[],
) {
  if (rows * columns !== inputs) refuse('its rows and columns do not make its inputs')
  if (classes.length !== weights.at(-1)?.shape[0])
    refuse('its classes are not as many as its outputs')
}

const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype'])

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, (key, value: unknown) =>
      forbiddenKeys.has(key) ? refuse(`model.json has the key ${key}`) : value,
    )
  } catch (error) {
    if (error instanceof AppError) throw error
    return refuse('model.json is not JSON')
  }
}

type Layers = LayersModel['topology']['config']['layers']

const inputsOf = ([{ config }]: Layers) => config.batch_input_shape[1]

/** The weights that the layers need, in their order. */
function weightsOf(all: Layers): readonly WeightSpec[] {
  const [, ...layers] = all
  const last = layers.at(-1)
  if (last?.class_name !== 'Dense' || !isAnswer(last))
    return refuse(`its last layer is not a softmax or linear one of 2 to ${String(mostClasses)}`)
  const dense = layers.filter((layer) => layer.class_name === 'Dense')
  if (dense.length > most.layers) return refuse(`it has more than ${String(most.layers)} layers`)
  return dense.flatMap(({ config: { name, units } }, index): WeightSpec[] => [
    {
      name: `${name}/kernel`,
      shape: [dense[index - 1]?.config.units ?? inputsOf(all), units],
      dtype: 'float32',
    },
    { name: `${name}/bias`, shape: [units], dtype: 'float32' },
  ])
}

const isAnswer = ({ config }: v.InferOutput<typeof Dense>) =>
  config.units >= 2 &&
  config.units <= mostClasses &&
  (config.activation === 'softmax' || config.activation === 'linear')
