import * as v from 'valibot'
import type { LayerShape } from '../../train/network.ts'
import { parseJsonText } from '../json-text.ts'
import { denseShapes, endingsOf, type ChainLayer } from '../keras/layer-chain.ts'
import { topologyFile } from '../model-files.ts'
import { checkShapes, most, readModelOf, refuse, type ReadModel } from '../read-plain.ts'
import { tfjsModelOf, type TfjsLayer, type TfjsModel } from './tfjs-files.ts'

/** Reads a file by its plain name; refuses one that has more bytes before any of them is read. */
export type ReadNamed = (name: string, atMost: number) => Promise<Uint8Array>

/** Reads a layers model of dense layers, whoever saved it, from its model.json and the files that this names. */
export async function readTfjsModel(read: ReadNamed): Promise<ReadModel> {
  const json = await read(topologyFile, most.jsonBytes)
  const model = tfjsModelOf(parseJsonText(new TextDecoder().decode(json), topologyFile))
  const chain = chainOf(model.layers)
  const shapes = denseShapes(chain, inputsOf(model.layers))
  checkShapes(shapes)
  checkWeights(model, shapes)
  const values = await valuesOf(model, shapes, read)
  return readModelOf(layersOf(shapes, values), { ...endingsOf(chain), ...cardOf(model) })
}

const inputsOf = ([first]: readonly TfjsLayer[]): number => {
  const [, ...sides] = first?.config.batch_input_shape ?? []
  if (sides.length === 0) return refuse('batch_input_shape of the first layer', 'there', 'nothing')
  return sides.reduce((product, side) => product * side, 1)
}

function chainOf(layers: readonly TfjsLayer[]): readonly ChainLayer[] {
  return layers.flatMap((layer, index): readonly ChainLayer[] => {
    switch (layer.class_name) {
      case 'InputLayer':
        return index === 0 ? [] : refuse('an InputLayer', 'the first layer', 'another one')
      case 'Dense':
        return [{ kind: 'Dense', ...layer.config }]
      case 'LeakyReLU':
        return [{ kind: 'LeakyReLU', slope: layer.config.alpha }]
      case 'ReLU':
        return [{ kind: 'Activation', activation: 'relu' }]
      case 'Softmax':
        return [{ kind: 'Activation', activation: 'softmax' }]
      case 'Activation':
        return [{ kind: 'Activation', activation: layer.config.activation }]
      case 'Dropout':
      case 'Flatten':
        return [{ kind: layer.class_name }]
    }
  })
}

/** The manifest must list the kernel and bias of each dense layer, in their order. */
function checkWeights({ layers, weights }: TfjsModel, shapes: readonly LayerShape[]): void {
  const names = layers.flatMap(({ class_name, config }) =>
    class_name === 'Dense' ? [config.name] : [],
  )
  if (new Set(names).size < names.length)
    refuse('names of layers', 'different from each other', 'two alike')
  if (weights.length !== 2 * shapes.length)
    refuse('number of weights', String(2 * shapes.length), weights.length)
  shapes.forEach(({ inputs, outputs }, index) => {
    const name = names[index] ?? ''
    const expected = [
      { name: `${name}/kernel`, shape: [inputs, outputs] },
      { name: `${name}/bias`, shape: [outputs] },
    ]
    weights.slice(2 * index, 2 * index + 2).forEach((found, which) => {
      const weight = expected[which]
      if (found.name !== weight?.name) refuse('name of a weight', weight?.name ?? '', found.name)
      if (found.shape.join() !== weight.shape.join())
        refuse(`shape of ${weight.name}`, weight.shape.join(' × '), found.shape.join(' × '))
    })
  })
}

/** All weights, one after another as the files have them. */
async function valuesOf(
  { paths }: TfjsModel,
  shapes: readonly LayerShape[],
  read: ReadNamed,
): Promise<Float32Array> {
  const bytes = new Uint8Array(
    4 * shapes.reduce((sum, { inputs, outputs }) => sum + (inputs + 1) * outputs, 0),
  )
  let at = 0
  for (const path of paths) {
    const part = await read(path, bytes.length - at)
    bytes.set(part, at)
    at += part.length
  }
  if (at !== bytes.length) refuse('bytes of the weights', String(bytes.length), at)
  return new Float32Array(bytes.buffer)
}

function layersOf(shapes: readonly LayerShape[], values: Float32Array) {
  let at = 0
  const take = (count: number) => values.subarray(at, (at += count))
  return shapes.map((shape) => ({
    shape,
    matrix: take(shape.inputs * shape.outputs),
    biases: take(shape.outputs),
  }))
}

/** What this application says of a model of its own; others may say what they like. */
const cardOf = ({ metadata }: TfjsModel): { readonly card?: unknown } =>
  v.is(v.object({ kind: v.literal('digit-lab-model') }), metadata) ? { card: metadata } : {}
