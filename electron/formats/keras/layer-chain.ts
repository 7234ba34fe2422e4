import { activations } from '../../contract/train-config.ts'
import { leakySlope } from '../../train/activation.ts'
import type { LayerShape } from '../../train/network.ts'
import type { PlainModel } from '../plain-model.ts'
import { refuse } from '../read-plain.ts'

/** A layer of a Sequential model of Keras or of TensorFlow.js, whatever each calls its parts. */
export type ChainLayer =
  | { readonly kind: 'Dense'; readonly units: number; readonly activation: string }
  | { readonly kind: 'LeakyReLU'; readonly slope: number }
  | { readonly kind: 'Activation'; readonly activation: string }
  /** Does nothing to a picture that is read. */
  | { readonly kind: 'Dropout' | 'Flatten' }

/** The matrices that the dense layers have for so many inputs. */
export function denseShapes(layers: readonly ChainLayer[], inputs: number): readonly LayerShape[] {
  const units = layers.flatMap((layer) => (layer.kind === 'Dense' ? [layer.units] : []))
  return units.map((outputs, index) => ({ inputs: units[index - 1] ?? inputs, outputs }))
}

/** What follows each product: of hidden layers one and the same activation, of the last softmax or nothing. */
export function endingsOf(
  layers: readonly ChainLayer[],
): Partial<Pick<PlainModel, 'activation' | 'answer'>> {
  const endings = allEndings(layers)
  const last = endings.at(-1)
  if (last !== 'softmax' && last !== 'linear')
    refuse('end of the last layer', 'softmax or linear', last)
  const answer = last === 'softmax' ? 'probabilities' : 'logits'
  const activation = activationOf(endings.slice(0, -1))
  return { answer, ...(activation && { activation }) }
}

function allEndings(layers: readonly ChainLayer[]): readonly string[] {
  const endings: string[] = []
  for (const layer of layers) {
    if (layer.kind === 'Dense') endings.push(layer.activation)
    else if (layer.kind === 'Activation' || layer.kind === 'LeakyReLU') {
      const before = endings.pop()
      if (before !== 'linear') refuse('activation before another one', 'linear', before)
      endings.push(endingOf(layer))
    }
  }
  return endings
}

function activationOf([first, ...others]: readonly string[]): PlainModel['activation'] | undefined {
  if (first === undefined) return undefined
  const other = others.find((name) => name !== first)
  if (other !== undefined) refuse('activation', `${first}, as before`, other)
  const known = activations.find((name) => name === first)
  return known ?? refuse('activation', activations.join(', '), first)
}

function endingOf(layer: Extract<ChainLayer, { kind: 'LeakyReLU' | 'Activation' }>): string {
  if (layer.kind === 'Activation') return layer.activation
  if (Math.abs(layer.slope - leakySlope) > 1e-6)
    refuse('slope of LeakyReLU', String(leakySlope), layer.slope)
  return 'leaky-relu'
}
