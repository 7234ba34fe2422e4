import { createPinia, setActivePinia } from 'pinia'
import { vi } from 'vitest'
import { createApp } from 'vue'
import type { Client } from '../../../electron/contract/calls.ts'
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

/** Answers `runs.list` with the runs of the place that is asked for, anything else with nothing. */
export const asPlaces =
  (runs: readonly Run[]) =>
  (name: string, input: unknown): Promise<unknown> => {
    const { place = 'active' } = input as { readonly place?: string }
    return Promise.resolve(
      name === 'runs.list' ? runs.filter((run) => placeOf(run) === place) : undefined,
    )
  }

/** The far end of the connection, in the hands of a test: stores run for real in front of it. */
export function withCore(ask: (name: string, input: unknown) => Promise<unknown>) {
  const changed = new Set<(run: Run) => void>()
  vi.stubGlobal('localStorage', memory())
  const status = new Set<(status: ConnectionStatus) => void>()
  const purged = new Set<(gone: { readonly id: RunId }) => void>()
  const client: Client = {
    ask: (name, input) => ask(name, input) as never,
    on: (event, listener) => {
      if (event === 'run.changed') changed.add(listener as (run: Run) => void)
      if (event === 'run.purged') purged.add(listener as (gone: { readonly id: RunId }) => void)
      return () => undefined
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
  return {
    announce: (run: Run) => {
      for (const listener of changed) listener(run)
    },
    purge: (id: RunId) => {
      for (const listener of purged) listener({ id })
    },
    tell: (next: ConnectionStatus) => {
      for (const listener of status) listener(next)
    },
  }
}
