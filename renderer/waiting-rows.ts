import { computed, onUnmounted, watch, type ComputedRef } from 'vue'
import type { RunId } from '../electron/contract/entities.ts'
import { waitingCells, type WaitingCells } from './lib/waiting-cells.ts'
import { useClock } from './stores/clock.ts'
import { useQueue } from './stores/queue.ts'

/** What a row of the list says of a run that waits. */
export interface WaitingRow {
  /** From 1 in the queue. */
  readonly place: number
  /** Whether no other waits, so that there is no place to move to. */
  readonly isOnly: boolean
  readonly cells: WaitingCells
}

/** The rows of the runs that wait; their estimates are kept current while the component lives and any waits. */
export function useWaitingRows(): ComputedRef<ReadonlyMap<RunId, WaitingRow>> {
  const queue = useQueue()
  const clock = useClock()
  let stop: (() => void) | undefined
  watch(
    () => queue.order.length > 0,
    (isAnyWaiting) => {
      stop?.()
      stop = isAnyWaiting ? queue.keepFresh() : undefined
    },
    { immediate: true },
  )
  onUnmounted(() => stop?.())

  return computed(() => {
    const { runs, at } = queue.told
    return new Map(
      runs.map((queued, index) => [
        queued.id,
        {
          place: index + 1,
          isOnly: runs.length === 1,
          cells: waitingCells(queued, at, clock.now),
        },
      ]),
    )
  })
}
