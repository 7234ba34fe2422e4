import { createPinia, setActivePinia } from 'pinia'
import { vi } from 'vitest'
import { createApp } from 'vue'
import type { Client, EventName, Events } from '../../../electron/contract/calls.ts'
import type { Run, RunId } from '../../../electron/contract/entities.ts'
import type { ConnectionStatus } from '../../../renderer/client/connection.ts'
import { placeOf } from '../../../renderer/lib/run-list.ts'
import { connectionKey } from '../../../renderer/client/use-client.ts'

/** Remembers for one test. */
function memory(): Pick<Storage, 'getItem' | 'setItem'> {
  const items = new Map<string, string>()
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => items.set(key, value),
  }
}

interface Listed {
  readonly place?: string
  readonly most?: number
  readonly after?: { readonly createdAt: number }
}

/** Answers `runs.list` with the runs that are asked for, which are newest first, anything else with nothing. */
export const asPlaces =
  (runs: readonly Run[]) =>
  (name: string, input: unknown): Promise<unknown> => {
    const { place = 'active', most, after = { createdAt: Infinity } } = input as Listed
    const found = runs.filter((run) => placeOf(run) === place && run.createdAt < after.createdAt)
    return Promise.resolve(name === 'runs.list' ? found.slice(0, most) : undefined)
  }

/** The far end of the connection, in the hands of a test: stores run for real in front of it. */
export function withCore(ask: (name: string, input: unknown) => Promise<unknown>) {
  const listeners = new Map<EventName, Set<(payload: never) => void>>()
  vi.stubGlobal('localStorage', memory())
  const status = new Set<(status: ConnectionStatus) => void>()
  const client: Client = {
    ask: (name, input) => ask(name, input) as never,
    on: (event, listener) => {
      const heard = listeners.get(event) ?? new Set()
      listeners.set(event, heard.add(listener))
      return () => heard.delete(listener)
    },
  }
  const pinia = createPinia()
  createApp({})
    .provide(connectionKey, {
      client,
      onStatus: (listener) => {
        status.add(listener)
        return () => status.delete(listener)
      },
    })
    .use(pinia)
  setActivePinia(pinia)
  const emit = <E extends EventName>(event: E, payload: Events[E]) => {
    for (const listener of listeners.get(event) ?? []) listener(payload as never)
  }
  return {
    emit,
    announce: (run: Run) => {
      emit('run.changed', run)
    },
    purge: (id: RunId) => {
      emit('run.purged', { id })
    },
    tell: (next: ConnectionStatus) => {
      for (const listener of status) listener(next)
    },
  }
}
