import type { EngineKind } from '../contract/training.ts'
import type { QueuedRun } from '../contract/run-list.ts'
import type { RunId } from '../contract/entities.ts'
import { enoughToTell } from './core-budget.ts'

/** What the speed of a training depends on most. */
export interface Likeness {
  readonly parameters: number
  readonly batch: number
  /** Null for the fastest that works. */
  readonly engine: EngineKind | null
  readonly isAugmented: boolean
}

/** How fast a run was trained, its evaluations included. */
export interface Measured extends Likeness {
  readonly imagesPerSecond: number
}

/** What is left of a run. */
export interface Work extends Likeness {
  readonly images: number
}

const isLike = (work: Work, other: Measured): boolean =>
  work.parameters === other.parameters &&
  work.batch === other.batch &&
  work.isAugmented === other.isAugmented &&
  (work.engine === null || work.engine === other.engine)

/**
 * Seconds that a run is likely to take: at the speed of the last run like it, or else of the last one on its engine, in
 * the proportion of their parameters; null where nothing was measured. `measured` is newest first.
 */
export function secondsFor(work: Work, measured: readonly Measured[]): number | null {
  const like = measured.find((other) => isLike(work, other))
  if (like) return work.images / like.imagesPerSecond
  const other = measured.find(({ engine }) => work.engine === null || work.engine === engine)
  if (!other) return null
  return (work.images / other.imagesPerSecond) * (work.parameters / other.parameters)
}

/** A run that waits, with all that its beginning depends on. */
export interface Expected {
  readonly id: RunId
  readonly isHeld: boolean
  readonly takes: number | null
}

/** A run that is trained. */
export interface UnderWay {
  readonly threads: number
  readonly secondsLeft: number | null
}

/**
 * Threads that the first of the waiting runs begins with beside those that are in use; undefined while there is no room.
 * It sees no more of them than it takes to tell.
 */
export type Begin<W> = (waiting: readonly W[], threads: readonly number[]) => number | undefined

/** When each run of the queue is likely to begin, if it goes on as it is planned now. */
export function estimateQueue<W extends Expected>(
  queue: readonly W[],
  underWay: readonly UnderWay[],
  begin: Begin<W>,
): readonly QueuedRun[] {
  const starts = new Map<RunId, number>()
  const waiting = queue.filter(({ isHeld }) => !isHeld)
  let training = underWay.map(({ threads, secondsLeft }) => ({
    threads,
    until: secondsLeft ?? Infinity,
  }))
  for (let now = 0; now < Infinity; now = Math.min(...training.map(({ until }) => until))) {
    const time = now
    training = training.filter(({ until }) => until > time)
    for (let next = waiting[starts.size]; next; next = waiting[starts.size]) {
      const inUse = training.map(({ threads }) => threads)
      const threads = begin(waiting.slice(starts.size, starts.size + enoughToTell), inUse)
      if (threads === undefined) break
      starts.set(next.id, now)
      training.push({ threads, until: now + (next.takes ?? Infinity) })
    }
  }
  return queue.map(({ id, isHeld, takes }) => ({
    id,
    isHeld,
    startsIn: starts.get(id) ?? null,
    takes,
  }))
}
