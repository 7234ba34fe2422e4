import { createPinia, setActivePinia } from 'pinia'
import { createApp } from 'vue'
import type { Client } from '../../../electron/contract/calls.ts'
import type { Run } from '../../../electron/contract/entities.ts'
import type { ConnectionStatus } from '../../../renderer/client/connection.ts'
import { connectionKey } from '../../../renderer/client/use-client.ts'

/** The far end of the connection, in the hands of a test: stores run for real in front of it. */
export function withCore(ask: (name: string, input: unknown) => Promise<unknown>) {
  const changed = new Set<(run: Run) => void>()
  const status = new Set<(status: ConnectionStatus) => void>()
  const client: Client = {
    ask: (name, input) => ask(name, input) as never,
    on: (event, listener) => {
      if (event === 'run.changed') changed.add(listener as (run: Run) => void)
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
    tell: (next: ConnectionStatus) => {
      for (const listener of status) listener(next)
    },
  }
}
