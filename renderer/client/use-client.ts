import { inject, type InjectionKey } from 'vue'
import type { Client } from '../../electron/contract/calls.ts'
import type { Connection } from './connection.ts'

export const connectionKey: InjectionKey<Connection> = Symbol('connection')

export function useConnection(): Connection {
  const connection = inject(connectionKey)
  if (!connection) throw new Error('The page was mounted without its connection')
  return connection
}

/** Asks the core and hears its announcements; for stores and pages. */
export const useClient = (): Client => useConnection().client
