import { createPinia, setActivePinia } from 'pinia'
import { createApp } from 'vue'
import type { Client, EventName, Events } from '../../../electron/contract/calls.ts'
import type { Run } from '../../../electron/contract/entities.ts'
import type { ConnectionStatus } from '../../../renderer/client/connection.ts'
import { connectionKey } from '../../../renderer/client/use-client.ts'

/** The far end of the connection, in the hands of a test: stores run for real in front of it. */
export function withCore(ask: (name: string, input: unknown) => Promise<unknown>) {
  const listeners = new Map<EventName, Set<(payload: never) => void>>()
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
    tell: (next: ConnectionStatus) => {
      for (const listener of status) listener(next)
    },
  }
}
