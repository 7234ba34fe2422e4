import type { RunId } from '../electron/contract/entities.ts'
import { afterIn, beforeAt } from './lib/queue.ts'
import { t, tCount } from './lib/translate.ts'
import { useQueue } from './stores/queue.ts'
import { useRuns } from './stores/runs.ts'
import { useToasts } from './stores/toasts.ts'
import { useUndo } from './stores/undo.ts'

/** What can be done to the queue; failures are told, everything can be taken back. */
export function useQueueActs() {
  const queue = useQueue()
  const runs = useRuns()
  const toasts = useToasts()
  const { did } = useUndo()

  const nameOf = (id: RunId | undefined) => (id && runs.byId(id)?.name) ?? ''

  /** To a place that is counted from 0. */
  async function moveTo(id: RunId, place: number): Promise<void> {
    const { order } = queue
    const from = order.indexOf(id)
    const to = Math.max(0, Math.min(place, order.length - 1))
    if (from < 0 || from === to) return
    const back = afterIn(order, id)
    const before = beforeAt(order, id, to)
    if (!(await toasts.attempt(() => queue.move(id, before)))) return
    did(
      t('queue.moved', { name: nameOf(id), place: to + 1, count: order.length }),
      () => queue.move(id, back),
      () => queue.move(id, before),
      { series: `move ${id}` },
    )
  }

  const moveBy = (id: RunId, by: number) => moveTo(id, queue.order.indexOf(id) + by)

  function heldWords(ids: readonly RunId[], isHeld: boolean): string {
    if (ids.length === 1)
      return t(isHeld ? 'queue.isHeld' : 'queue.isReleased', { name: nameOf(ids[0]) })
    return t(isHeld ? 'queue.areHeld' : 'queue.areReleased', { count: ids.length })
  }

  async function hold(ids: readonly RunId[], isHeld: boolean): Promise<void> {
    if (ids.length === 0) return
    const words = heldWords(ids, isHeld)
    const act = () => queue.hold(ids, isHeld)
    if (await toasts.attempt(act)) did(words, () => queue.hold(ids, !isHeld), act)
  }

  /** Back into the queue, where it was if what came after it still waits, and held if it was. */
  async function putBack(id: RunId, before: RunId | null, wasHeld: boolean): Promise<void> {
    await runs.resume(id)
    await queue.refresh()
    if (before !== null && queue.order.includes(before)) await queue.move(id, before)
    if (wasHeld) await queue.hold([id], true)
  }

  async function remove(id: RunId): Promise<void> {
    const before = afterIn(queue.order, id)
    const wasHeld = queue.told.runs.some((run) => run.id === id && run.isHeld)
    const words = t('queue.removed', { name: nameOf(id) })
    const act = () => queue.remove([id])
    if (await toasts.attempt(act)) did(words, () => putBack(id, before, wasHeld), act)
  }

  async function pauseAll(): Promise<void> {
    const ids = runs.training.map(({ id }) => id)
    const act = () => Promise.all(ids.map((id) => runs.pause(id)))
    const back = () => Promise.all(ids.map((id) => runs.resume(id)))
    if (await toasts.attempt(act))
      did(tCount('queue.pausedOne', 'queue.pausedMany', ids.length), back, act)
  }

  return { moveTo, moveBy, hold, remove, pauseAll }
}
export type QueueActs = ReturnType<typeof useQueueActs>
