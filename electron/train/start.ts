import type { BackendConfig } from './backend.ts'
import { parameterCount, type LayerShape, type LayerWeights, type NetworkSize } from './network.ts'
import { slotCount, type Parameter } from './optimizer.ts'

/** A layer with its optimizer's state, to begin or to go on from. */
export interface LayerStart {
  readonly shape: LayerShape
  readonly matrix: Parameter
  readonly biases: Parameter
}

/**
 * Copies of weights, with what the optimizer kept beside them: for each matrix and each list of biases
 * its slots, one after another as little-endian float32. Without `slots` they are all zero.
 */
export function startOf(
  config: NetworkSize & Pick<BackendConfig, 'optimizer'>,
  first: readonly LayerWeights[],
  slots?: Uint8Array,
): readonly LayerStart[] {
  const count = slotCount[config.optimizer]
  const bytes = 4 * parameterCount(config) * count
  if (slots !== undefined && slots.length !== bytes)
    throw new RangeError(
      `The state of ${config.optimizer} has ${String(slots.length)} bytes, expected ${String(bytes)}`,
    )
  const kept = new Float32Array(slots?.slice().buffer ?? new ArrayBuffer(bytes))
  let at = 0
  const parameter = (values: Float32Array, decays: boolean): Parameter => ({
    values: values.slice(),
    slots: Array.from({ length: count }, () => kept.slice(at, (at += values.length))),
    decays,
  })
  return first.map(({ shape, matrix, biases }) => ({
    shape,
    matrix: parameter(matrix, true),
    biases: parameter(biases, false),
  }))
}
