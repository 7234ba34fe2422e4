import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { RunId } from '../../electron/contract/entities.ts'
import type { QueuedRun } from '../../electron/contract/run-list.ts'
import { useClient, useConnection } from '../client/use-client.ts'
import { messageOf } from '../lib/failure.ts'
import { movedBefore, type QueueAsOf } from '../lib/queue.ts'
import type { ListState } from './runs.ts'

/** Speeds are measured while runs train, so that estimates of those that wait grow old. */
const freshMs = 5000

/** The runs that wait, in the order in which they will begin. */
export const useQueue = defineStore('queue', () => {
  const client = useClient()
  const told = shallowRef<QueueAsOf>({ runs: [], at: 0 })
  const state = shallowRef<ListState>({ kind: 'loading' })
  const order = computed(() => told.value.runs.map(({ id }) => id))

  const tell = (runs: readonly QueuedRun[]) => {
    told.value = { runs, at: Date.now() }
    state.value = { kind: 'ready' }
  }

  /** Moves that are not answered yet: until then the order shown is ahead of the one that is told. */
  let pending = 0
  let lastMove: Promise<unknown> = Promise.resolve()

  client.on('queue.changed', (runs) => {
    if (pending === 0) tell(runs)
  })

  async function refresh(): Promise<void> {
    try {
      const runs = await client.ask('queue.list', {})
      if (pending === 0) tell(runs)
    } catch (error) {
      state.value = { kind: 'failed', message: messageOf(error) }
    }
  }

  useConnection().onStatus((status) => {
    if (status === 'connected') void refresh()
  })

  /** Puts a run before another one, or at the end; shown at once, and as it really is when it fails. */
  async function move(id: RunId, before: RunId | null): Promise<void> {
    told.value = { ...told.value, runs: movedBefore(told.value.runs, id, before) }
    pending += 1
    const moved = lastMove.then(() => client.ask('queue.move', { id, before }))
    lastMove = moved.catch(() => undefined)
    try {
      await moved
    } finally {
      pending -= 1
      if (pending === 0) await refresh()
    }
  }

  const hold = (ids: readonly RunId[], isHeld: boolean): Promise<void> =>
    client.ask('queue.hold', { ids: [...ids], isHeld })

  const remove = (ids: readonly RunId[]): Promise<void> =>
    client.ask('queue.remove', { ids: [...ids] })

  /** Keeps the estimates current until the function that it returns is called. */
  function keepFresh(): () => void {
    void refresh()
    const timer = setInterval(() => void refresh(), freshMs)
    return () => {
      clearInterval(timer)
    }
  }

  return { told, order, state, refresh, move, hold, remove, keepFresh }
})
