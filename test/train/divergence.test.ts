import { expect, test } from 'vitest'
import { divergence, isFiniteThroughout } from '../../electron/train/divergence.ts'
import { firstWeights } from '../../electron/train/first-weights.ts'
import { bytesOf } from '../../electron/train/network.ts'

const config = { inputs: 784, hidden: [3, 2], outputs: 10 }

/** First weights, one of which is another value; `layer` counts from 1. */
function weightsWith(layer: number, kind: 'matrix' | 'biases', value: number): Uint8Array {
  const layers = firstWeights({ ...config, firstWeights: 'uniform', seed: 1 })
  layers[layer - 1]?.[kind].fill(value, 1, 2)
  return bytesOf(layers)
}

test.each([
  [1, 'matrix', 31.4159, 'largest weight 31.4, in layer 1 of 3'],
  [2, 'biases', -4e19, 'largest weight 4.00e+19, in layer 2 of 3'],
  [3, 'matrix', -Infinity, 'largest weight not finite, in layer 3 of 3'],
  [3, 'biases', NaN, 'largest weight not finite, in layer 3 of 3'],
] as const)('a weight in layer %i (%s) of %d is named', (layer, kind, value, words) => {
  const weights = weightsWith(layer, kind, value)
  expect(divergence(config, weights, 212)).toBe(`Loss is not finite at step 212; ${words}`)
  expect(isFiniteThroughout(config, weights)).toBe(Number.isFinite(value))
})
