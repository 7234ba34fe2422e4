import type { Client } from '../../electron/contract/calls.ts'

/** Whether the core is there. After `connected` follows `lost`, announcements were missed: ask again. */
export type ConnectionStatus = 'connected' | 'lost'

export interface Connection {
  readonly client: Client
  /** Called with each change of the status; returns the function that ends the subscription. */
  readonly onStatus: (listener: (status: ConnectionStatus) => void) => () => void
}
