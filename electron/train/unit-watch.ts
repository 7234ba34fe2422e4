import type { LayerReport } from '../contract/training.ts'
import type { TrainConfig } from '../contract/train-config.ts'
import type { WatchOutputs } from './backend.ts'
import type { NetworkSize } from './network.ts'

type Activation = TrainConfig['activation']

export interface UnitWatch {
  /** To be told the outputs of hidden layers, batch by batch. */
  readonly see: WatchOutputs
  /** What has been seen of a hidden layer, counted from 0. */
  readonly seenOf: (hidden: number) => Pick<LayerReport, 'dead' | 'saturated'>
}

/** Watches the hidden layers of a network over many images. */
export function createUnitWatch(
  { hidden }: Pick<NetworkSize, 'hidden'>,
  activation: Activation,
): UnitWatch {
  const layers = hidden.map((units) => createLayerWatch(units, activation))
  return {
    see: (layer, outputs) => {
      layers[layer]?.see(outputs)
    },
    seenOf: (layer) => layers[layer]?.seen() ?? { dead: null, saturated: null },
  }
}

function createLayerWatch(units: number, activation: Activation) {
  const isFlat = flatEnds[activation]
  let first: Float32Array | undefined
  /** Units that have given the same for every image so far: soon few or none. */
  let still = Array.from({ length: units }, (_, unit) => unit)
  let flat = 0
  let seen = 0

  const moves = (outputs: Float32Array, unit: number, output: number | undefined) => {
    for (let at = unit; at < outputs.length; at += units) if (outputs[at] !== output) return true
    return false
  }
  return {
    see: (outputs: Float32Array) => {
      const before = (first ??= outputs.slice(0, units))
      still = still.filter((unit) => !moves(outputs, unit, before[unit]))
      seen += outputs.length
      if (isFlat !== undefined) flat += countWhere(outputs, isFlat)
    },
    seen: () => ({
      dead: still.length,
      saturated: isFlat === undefined || seen === 0 ? null : flat / seen,
    }),
  }
}

/** Where an activation rises less than a twentieth as fast as in its middle; absent for those with an open end. */
const flatEnds: Partial<Record<Activation, (output: number) => boolean>> = {
  tanh: (output) => 1 - output * output < 0.05,
  sigmoid: (output) => 4 * output * (1 - output) < 0.05,
}

function countWhere(values: Float32Array, isCounted: (value: number) => boolean): number {
  let count = 0
  for (let i = 0; i < values.length; i += 1) if (isCounted(values[i] ?? NaN)) count += 1
  return count
}
