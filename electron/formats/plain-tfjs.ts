import type { LayerWeights } from '../train/network.ts'
import { leakySlope } from '../train/activation.ts'
import type { PlainModel } from './plain-model.ts'
import { readModelOf, refuse, type ReadModel } from './read-plain.ts'
import type { LoadedModel } from './read-tfjs.ts'

/** A layers model that was read, as every format holds it. */
export function plainTfjs({ topology, weights, values, card }: LoadedModel): ReadModel {
  const layers: LayerWeights[] = []
  let at = 0
  const take = (count: number) => values.slice(at, (at += count))
  for (let index = 0; index < weights.length; index += 2) {
    const [inputs = 0, outputs = 0] = weights[index]?.shape ?? []
    layers.push({
      shape: { inputs, outputs },
      matrix: take(inputs * outputs),
      biases: take(outputs),
    })
  }
  return readModelOf(layers, { ...endingsOf(topology), ...(card ? { card } : {}) })
}

type Layer = LoadedModel['topology']['config']['layers'][number]
type Activation = PlainModel['activation']

/** One and the same activation behind each hidden layer, and what the last one ends in. */
function endingsOf({ config }: LoadedModel['topology']): {
  readonly answer: PlainModel['answer']
  readonly activation?: Activation
} {
  const [, ...layers] = config.layers
  const names = layers
    .slice(0, -1)
    .flatMap((layer, index) => activationAfter(layer, layers[index + 1]))
  const [activation] = names
  const other = names.find((name) => name !== activation)
  if (other !== undefined) refuse('activation', `${String(activation)}, as before`, other)
  const last = layers.at(-1)
  const hasSoftmax = last?.class_name === 'Dense' && last.config.activation === 'softmax'
  return {
    answer: hasSoftmax ? 'probabilities' : 'logits',
    ...(activation === undefined ? {} : { activation }),
  }
}

/** What a layer before the last brings: nothing where the next layer is its activation. */
function activationAfter(layer: Layer, next: Layer | undefined): readonly Activation[] {
  if (layer.class_name === 'LeakyReLU') {
    const { alpha } = layer.config
    if (Math.abs(alpha - leakySlope) > 1e-6) refuse('alpha', String(leakySlope), alpha)
    return ['leaky-relu']
  }
  if (layer.class_name === 'InputLayer') return []
  const { activation } = layer.config
  if (activation === 'softmax')
    return refuse('activation of a hidden layer', 'no softmax', activation)
  if (activation !== 'linear') return [activation]
  if (next?.class_name !== 'LeakyReLU')
    refuse('what follows a linear layer', 'LeakyReLU', next?.class_name)
  return []
}
