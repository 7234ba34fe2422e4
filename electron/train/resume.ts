import type { Backend } from './backend.ts'
import { isFiniteThroughout } from './divergence.ts'
import type { ResumeState } from './messages.ts'
import type { NetworkSize } from './network.ts'
import { nothing } from './score.ts'

/** Where a training stands between two steps: all of what it goes on from that the backend does not hold. */
export type Place = Omit<ResumeState, 'slots'>

export const beginning: Place = {
  step: 0,
  window: nothing,
  running: nothing,
  seconds: 0,
  epochSeconds: 0,
  best: null,
}

/** True from an epoch's first step until the epoch is scored. */
export const isWithinEpoch = ({ window, running }: Place): boolean =>
  window.images + running.images > 0

/** The epoch under way, or the next one; counted from 1. */
export const epochOf = (place: Place, stepsPerEpoch: number): number =>
  isWithinEpoch(place)
    ? Math.ceil(place.step / stepsPerEpoch)
    : Math.floor(place.step / stepsPerEpoch) + 1

/** Weights and state of one moment. */
export interface CheckpointFact {
  readonly kind: 'checkpoint'
  /** The epoch that the step belongs to. */
  readonly epoch: number
  readonly step: number
  readonly weights: Uint8Array
  readonly state: ResumeState
  readonly isEpochEnd: boolean
}

/** Makes checkpoints, and knows when another is due. */
export interface Keeper {
  /** Whether training can go on from exactly there already. */
  readonly has: (place: Place) => boolean
  readonly isDue: () => boolean
  /** A checkpoint, or null when a weight is no longer finite. */
  readonly keep: (place: Place, epoch: number, isEpochEnd: boolean) => CheckpointFact | null
}

export interface KeeperOptions {
  readonly network: NetworkSize
  readonly backend: Pick<Backend, 'weights' | 'slots'>
  /** Where training began, when that is kept. */
  readonly from: Place | null
  readonly clock: () => number
  readonly everySeconds: number
}

export function createKeeper(options: KeeperOptions): Keeper {
  const { network, backend, clock, everySeconds } = options
  let kept = options.from
  let keptAtMs = clock()
  return {
    has: (place) => place === kept,
    isDue: () => clock() - keptAtMs >= everySeconds * 1000,
    keep: (place, epoch, isEpochEnd) => {
      const weights = backend.weights()
      keptAtMs = clock()
      if (!isFiniteThroughout(network, weights)) return null
      kept = place
      const state = { ...place, slots: backend.slots() }
      return { kind: 'checkpoint', epoch, step: place.step, weights, state, isEpochEnd }
    },
  }
}
