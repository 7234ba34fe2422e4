import * as v from 'valibot'
import { leakySlope } from '../../train/activation.ts'
import { parseJsonText } from '../json-text.ts'
import type { PlainModel } from '../plain-model.ts'
import { checkShapes, most, readModelOf, refuse, type ReadModel } from '../read-plain.ts'
import { zipEntries } from '../zip.ts'
import { readHdf5 } from './hdf5.ts'
import { activationNames, KerasConfig, layerName, type KerasLayer } from './keras-schema.ts'

/** Beside the weights: the group structure of HDF5, and Keras' texts. */
const extraBytes = 4_000_000

/** Reads a Keras 3 archive of a Sequential model of dense layers. */
export async function readKeras(zip: Uint8Array): Promise<ReadModel> {
  const mostBytes = 4 * most.parameters + extraBytes
  const files = zipEntries(zip, { mostBytes, mostFiles: 8 })
  const text = (name: string) => {
    const bytes = files.get(name) ?? refuse(name, 'in the archive', 'nothing')
    return parseJsonText(new TextDecoder().decode(bytes), name)
  }
  const layers = configOf(text('config.json'))
  const card = v.safeParse(v.object({ digit_lab: v.unknown() }), text('metadata.json'))
  const dense = denseOf(layers)
  checkShapes(dense.map(({ shape }) => shape))
  const weights =
    files.get('model.weights.h5') ?? refuse('model.weights.h5', 'in the archive', 'nothing')
  const arrays = await readHdf5(
    weights,
    dense.flatMap(({ group, shape: { inputs, outputs } }) => [
      { path: `layers/${group}/vars/0`, shape: [inputs, outputs] },
      { path: `layers/${group}/vars/1`, shape: [outputs] },
    ]),
  )
  return readModelOf(
    dense.map(({ shape }, index) => ({
      shape,
      matrix: arrays[2 * index] ?? new Float32Array(),
      biases: arrays[2 * index + 1] ?? new Float32Array(),
    })),
    { ...endingsOf(layers), ...(card.success ? { card: card.output.digit_lab } : {}) },
  )
}

function configOf(json: unknown): readonly KerasLayer[] {
  const parsed = v.safeParse(KerasConfig, json, { abortEarly: true })
  if (parsed.success) return parsed.output.config.layers
  const [issue] = parsed.issues
  return refuse(
    `config.json, ${v.getDotPath(issue) ?? 'whole'}`,
    issue.expected ?? 'right',
    issue.received,
  )
}

/** The dense layers with the groups that hold their weights: Keras counts them by kind. */
function denseOf(layers: readonly KerasLayer[]) {
  const first = layers[0]
  if (first?.class_name !== 'InputLayer')
    return refuse('the first layer', 'InputLayer', first?.class_name)
  let inputs = first.config.batch_shape.slice(1).reduce<number>((a, b) => a * Number(b), 1)
  return layers
    .filter((layer) => layer.class_name === 'Dense')
    .map(({ config: { units } }, index) => {
      const shape = { inputs, outputs: units }
      inputs = units
      return { shape, group: layerName('dense', index) }
    })
}

/** What follows each product: of hidden layers one and the same activation, of the last softmax or nothing. */
function endingsOf(
  layers: readonly KerasLayer[],
): Partial<Pick<PlainModel, 'activation' | 'answer'>> {
  const endings: string[] = []
  for (const layer of layers.slice(1)) {
    if (layer.class_name === 'Dense') endings.push(layer.config.activation)
    else if (isEnding(layer)) {
      const before = endings.pop()
      if (before !== 'linear') refuse('activation before another one', 'linear', before)
      endings.push(endingOf(layer))
    }
  }
  const last = endings.at(-1)
  if (last !== 'softmax' && last !== 'linear')
    refuse('end of the last layer', 'softmax or linear', last)
  const [activation] = endings
  const other = endings.slice(0, -1).find((name) => name !== activation)
  if (other !== undefined) refuse('activation', `${String(activation)}, as before`, other)
  const answer = last === 'softmax' ? 'probabilities' : 'logits'
  if (endings.length === 1) return { answer }
  return { answer, activation: v.parse(activationNames, activation) }
}

type Ending = Extract<KerasLayer, { class_name: 'LeakyReLU' | 'ReLU' | 'Softmax' | 'Activation' }>

const isEnding = (layer: KerasLayer): layer is Ending =>
  ['LeakyReLU', 'ReLU', 'Softmax', 'Activation'].includes(layer.class_name)

function endingOf(layer: Ending): string {
  switch (layer.class_name) {
    case 'ReLU':
      return 'relu'
    case 'Softmax':
      return 'softmax'
    case 'Activation':
      return layer.config.activation
    case 'LeakyReLU': {
      const { negative_slope: slope } = layer.config
      if (Math.abs(slope - leakySlope) > 1e-6) refuse('negative_slope', String(leakySlope), slope)
      return 'leaky-relu'
    }
  }
}
