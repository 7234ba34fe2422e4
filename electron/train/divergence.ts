import { layersOf, type NetworkSize } from './network.ts'

/** Of larger size than any number: a weight that is no number any more. */
const sizeOf = (weight: number) => (Number.isNaN(weight) ? Infinity : Math.abs(weight))

interface LargestWeight {
  readonly size: number
  /** Counted from 1. */
  readonly layer: number
  readonly layers: number
}

function largestWeight(network: NetworkSize, weights: Uint8Array): LargestWeight {
  const layers = layersOf(network, weights)
  const largest = layers.map(({ matrix, biases }) =>
    Math.max(
      ...[matrix, biases].map((values) => values.reduce((a, b) => Math.max(a, sizeOf(b)), 0)),
    ),
  )
  const size = Math.max(...largest)
  return { size, layer: largest.indexOf(size) + 1, layers: layers.length }
}

/** True when no weight is infinite or not a number. */
export const isFiniteThroughout = (network: NetworkSize, weights: Uint8Array): boolean =>
  Number.isFinite(largestWeight(network, weights).size)

/** Why a run diverged, in one line. */
export function divergence(network: NetworkSize, weights: Uint8Array, step: number): string {
  const { size, layer, layers } = largestWeight(network, weights)
  const largest = Number.isFinite(size) ? size.toPrecision(3) : 'not finite'
  return `Loss is not finite at step ${String(step)}; largest weight ${largest}, in layer ${String(layer)} of ${String(layers)}`
}
