import * as v from 'valibot'
import { parseJsonText } from '../json-text.ts'
import {
  checkShapes,
  most,
  readModelOf,
  refuse,
  refuseIssue,
  type ReadModel,
} from '../read-plain.ts'
import { zipEntries } from '../zip.ts'
import { readHdf5 } from './hdf5.ts'
import { denseShapes, endingsOf, type ChainLayer } from './layer-chain.ts'
import { KerasConfig, layerName, type KerasLayer } from './keras-schema.ts'

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
  const chain = chainOf(layers)
  const shapes = denseShapes(chain, inputsOf(layers))
  checkShapes(shapes)
  const weights =
    files.get('model.weights.h5') ?? refuse('model.weights.h5', 'in the archive', 'nothing')
  const arrays = await readHdf5(
    weights,
    shapes.flatMap(({ inputs, outputs }, index) => [
      { path: `layers/${groupOf(index)}/vars/0`, shape: [inputs, outputs] },
      { path: `layers/${groupOf(index)}/vars/1`, shape: [outputs] },
    ]),
  )
  return readModelOf(
    shapes.map((shape, index) => ({
      shape,
      matrix: arrays[2 * index] ?? new Float32Array(),
      biases: arrays[2 * index + 1] ?? new Float32Array(),
    })),
    { ...endingsOf(chain), ...(card.success ? { card: card.output.digit_lab } : {}) },
  )
}

function configOf(json: unknown): readonly KerasLayer[] {
  const parsed = v.safeParse(KerasConfig, json, { abortEarly: true })
  if (parsed.success) return parsed.output.config.layers
  return refuseIssue('config.json', parsed.issues[0])
}

/** Keras counts the groups of weights by the kind of layer. */
const groupOf = (index: number): string => layerName('dense', index)

function inputsOf([first]: readonly KerasLayer[]): number {
  if (first?.class_name !== 'InputLayer')
    return refuse('the first layer', 'InputLayer', first?.class_name)
  return first.config.batch_shape.slice(1).reduce<number>((a, b) => a * Number(b), 1)
}

function chainOf([, ...layers]: readonly KerasLayer[]): readonly ChainLayer[] {
  return layers.map((layer): ChainLayer => {
    switch (layer.class_name) {
      case 'InputLayer':
        return refuse('an InputLayer', 'the first layer', 'another one')
      case 'Dense':
        return { kind: 'Dense', ...layer.config }
      case 'LeakyReLU':
        return { kind: 'LeakyReLU', slope: layer.config.negative_slope }
      case 'ReLU':
        return { kind: 'Activation', activation: 'relu' }
      case 'Softmax':
        return { kind: 'Activation', activation: 'softmax' }
      case 'Activation':
        return { kind: 'Activation', activation: layer.config.activation }
      case 'Dropout':
      case 'Flatten':
        return { kind: layer.class_name }
    }
  })
}
