import type { MetricPoint } from '../contract/training.ts'

const shortestPauseMs = 100

export interface PointsOutbox {
  /** Sends what is held back when the last message is long enough ago; the first point leaves at once. */
  readonly add: (point: MetricPoint) => void
  /** Sends what is held back now. */
  readonly flush: () => void
  /** Says that a message of another kind has left, which counts among the ten. */
  readonly alsoSent: () => void
}

/**
 * Collects points so that at most ten messages a second leave; `secondsBefore` is of the last point sent before,
 * and at first of where training begins.
 */
export function createPointsOutbox(
  send: (points: readonly MetricPoint[], secondsBefore: number) => void,
  clock: () => number,
  beginning = 0,
): PointsOutbox {
  let held: readonly MetricPoint[] = []
  let sentAtMs = -Infinity
  let secondsBefore = beginning
  const flush = () => {
    const last = held.at(-1)
    if (last === undefined) return
    send(held, secondsBefore)
    held = []
    secondsBefore = last.seconds
    sentAtMs = clock()
  }
  return {
    add: (point) => {
      held = [...held, point]
      if (clock() - sentAtMs >= shortestPauseMs) flush()
    },
    flush,
    alsoSent: () => {
      sentAtMs = clock()
    },
  }
}
