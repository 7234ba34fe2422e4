import type { QueuedRun } from '../../electron/contract/run-list.ts'
import type { Cell } from './list-cells.ts'
import { estimateOf, soonSeconds } from './queue.ts'
import { formatRoughly } from './time.ts'
import { t } from './translate.ts'

/** What stands in some columns of the list while a run waits, by their keys. */
export type WaitingCells = Readonly<Partial<Record<string, Cell>>>

/** When a run is likely to begin and how long it will take, as far as that is known; times in milliseconds since 1970. */
export function waitingCells(queued: QueuedRun, toldAt: number, now: number): WaitingCells {
  const { isHeld, startsIn, takes } = queued
  const { starts, done } = estimateOf(queued, toldAt, now)
  const hint = done === '' ? starts : t('queue.startsAndDone', { starts, done })
  const cell = (text: string): Cell => ({ text, hint, tone: 'dim' })
  const left = (startsIn ?? 0) - (now - toldAt) / 1000
  return {
    ...(takes === null ? {} : { duration: cell(formatRoughly(takes)) }),
    ...(isHeld || startsIn === null
      ? {}
      : {
          started: cell(
            left < soonSeconds ? t('queue.soon') : t('queue.in', { time: formatRoughly(left) }),
          ),
        }),
  }
}
