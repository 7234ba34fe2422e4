import type { Run, RunId } from '../../electron/contract/entities.ts'
import type { QueuedRun } from '../../electron/contract/run-list.ts'
import { changedSettings, settingText } from '../../electron/contract/setting-words.ts'
import { formatAbout, formatClock } from './time.ts'
import { t } from './translate.ts'

/** The queue as it was told at a moment, in milliseconds since 1970. */
export interface QueueAsOf {
  readonly runs: readonly QueuedRun[]
  readonly at: number
}

/** The order after a run was put before another one; null: at the end. */
export function movedBefore<Q extends { readonly id: RunId }>(
  queue: readonly Q[],
  id: RunId,
  before: RunId | null,
): readonly Q[] {
  const moved = queue.find((run) => run.id === id)
  if (!moved || id === before) return queue
  const others = queue.filter((run) => run.id !== id)
  const at = before === null ? -1 : others.findIndex((run) => run.id === before)
  return others.toSpliced(at < 0 ? others.length : at, 0, moved)
}

/** The run that the one at a place, counted from 0, is put before so that it stands there; null: at the end. */
export function beforeAt(order: readonly RunId[], id: RunId, place: number): RunId | null {
  return order.filter((other) => other !== id)[place] ?? null
}

/** What follows a run in the queue, which is where it goes back to. */
export const afterIn = (order: readonly RunId[], id: RunId): RunId | null => {
  const at = order.indexOf(id)
  return at < 0 ? null : (order[at + 1] ?? null)
}

/** How a waiting run differs from the reference, in a line. */
export function differenceLine({ config }: Run): string {
  const changed = changedSettings(config)
  if (changed.length === 0) return t('queue.asReference')
  return changed
    .map((setting) =>
      t('queue.setting', { setting: t(`setting.${setting}`), value: settingText(config, setting) }),
    )
    .join(', ')
}

export interface Estimate {
  readonly starts: string
  readonly done: string
}

/** Below this a start is a matter of the next look at the queue. */
export const soonSeconds = 2

function startWords({ isHeld, startsIn }: QueuedRun, secondsSince: number): string {
  if (isHeld) return t('queue.held')
  if (startsIn === null) return t('queue.unknown')
  const left = startsIn - secondsSince
  return left < soonSeconds ? t('queue.startsSoon') : t('queue.starts', { time: formatAbout(left) })
}

/** When a waiting run is likely to begin and to end; times in milliseconds since 1970. */
export function estimateOf(queued: QueuedRun, toldAt: number, now: number): Estimate {
  const { isHeld, startsIn, takes } = queued
  const starts = startWords(queued, (now - toldAt) / 1000)
  if (takes === null) return { starts, done: '' }
  if (isHeld || startsIn === null)
    return { starts, done: t('queue.takes', { time: formatAbout(takes) }) }
  const begins = Math.max(now, toldAt + startsIn * 1000)
  return { starts, done: t('queue.done', { time: formatClock(begins + takes * 1000, now) }) }
}

/** When the last of those that are not held is likely to be done; null where that is not known. */
export function doneAt({ runs, at }: QueueAsOf): number | null {
  const ends = runs
    .filter(({ isHeld }) => !isHeld)
    .map(({ startsIn, takes }) => (startsIn === null || takes === null ? null : startsIn + takes))
  const known = ends.filter((end) => end !== null)
  return known.length === 0 || known.length < ends.length ? null : at + Math.max(...known) * 1000
}
