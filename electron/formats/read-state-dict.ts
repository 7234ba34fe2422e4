import type { LayerShape, LayerWeights } from '../train/network.ts'
import { sortedNaturally } from './natural-order.ts'
import { transposed } from './plain-model.ts'
import { checkShapes, most, refuse } from './read-plain.ts'

/** Where a tensor of float32 lies; nothing of it is read yet. */
export interface TensorPlace {
  readonly name: string
  readonly shape: readonly number[]
}

interface LinearLayer<T> {
  readonly weight: T
  readonly bias: T
  readonly shape: LayerShape
}

/**
 * Pairs `….weight` and `….bias` of PyTorch's linear layers, ordered by the numbers in their names, and checks that their
 * shapes fit together.
 */
export function linearLayers<T extends TensorPlace>(
  tensors: readonly T[],
): readonly LinearLayer<T>[] {
  if (tensors.length > 2 * most.layers)
    refuse('number of tensors', `at most ${String(2 * most.layers)}`, tensors.length)
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]))
  if (byName.size < tensors.length) refuse('names of tensors', 'different from each other', 'two')
  for (const { name } of tensors)
    if (!/\.(weight|bias)$/.test(name)) refuse('name of a tensor', '….weight or ….bias', name)
  const prefixes = sortedNaturally(
    tensors
      .filter(({ name }) => name.endsWith('.weight'))
      .map(({ name }) => name.slice(0, -'.weight'.length)),
  )
  const layers = prefixes.map((prefix) => {
    const weight = named(byName, `${prefix}.weight`)
    const bias = named(byName, `${prefix}.bias`)
    const [outputs = 0, inputs = 0] = weight.shape
    if (weight.shape.length !== 2)
      refuse(`shape of ${weight.name}`, 'outputs × inputs', weight.shape.join(' × '))
    if (bias.shape.length !== 1 || bias.shape[0] !== outputs)
      refuse(`shape of ${bias.name}`, String(outputs), bias.shape.join(' × '))
    return { weight, bias, shape: { inputs, outputs } }
  })
  if (2 * layers.length !== tensors.length)
    refuse('tensors', 'a weight and a bias for each layer', tensors.length)
  checkShapes(layers.map(({ shape }) => shape))
  return layers
}

function named<T>(byName: ReadonlyMap<string, T>, name: string): T {
  const found = byName.get(name)
  return found ?? refuse(name, 'there', 'nothing')
}

/** A layer as checkpoints have it: a row an input. */
export const layerOf = (
  { inputs, outputs }: LayerShape,
  weight: Float32Array,
  biases: Float32Array,
): LayerWeights => ({
  shape: { inputs, outputs },
  matrix: transposed(weight, { inputs: outputs, outputs: inputs }),
  biases,
})
