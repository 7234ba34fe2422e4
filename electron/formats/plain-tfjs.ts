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

/** One and the same activation behind each hidden layer, and what the last one ends in. */
function endingsOf({
  config,
}: LoadedModel['topology']): Pick<PlainModel, 'answer'> & Partial<Pick<PlainModel, 'activation'>> {
  const names: PlainModel['activation'][] = []
  let answer: PlainModel['answer'] = 'probabilities'
  const layers = config.layers.slice(1)
  layers.forEach((layer, index) => {
    if (layer.class_name === 'LeakyReLU') {
      const { alpha } = layer.config
      if (Math.abs(alpha - leakySlope) > 1e-6) refuse('alpha', String(leakySlope), alpha)
      names.push('leaky-relu')
    } else if (layer.class_name === 'Dense') {
      const { activation } = layer.config
      const isLast = index === layers.length - 1
      if (isLast) answer = activation === 'softmax' ? 'probabilities' : 'logits'
      else if (activation === 'softmax')
        refuse('activation of a hidden layer', 'no softmax', activation)
      else if (activation !== 'linear') names.push(activation)
      else if (layers[index + 1]?.class_name !== 'LeakyReLU')
        refuse('what follows a linear layer', 'LeakyReLU', layers[index + 1]?.class_name)
    }
  })
  const [activation] = names
  const other = names.find((name) => name !== activation)
  if (other !== undefined) refuse('activation', `${String(activation)}, as before`, other)
  return { answer, ...(activation === undefined ? {} : { activation }) }
}
