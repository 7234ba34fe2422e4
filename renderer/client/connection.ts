import type { Client } from '../../electron/contract/calls.ts'

/** Whether the core is there. Before each `connected` announcements may have been missed: ask again. */
export type ConnectionStatus = 'connected' | 'lost'

export interface Connection {
  readonly client: Client
  /** Called with each change of the status, and with each connection that takes the place of another; returns the function that ends the subscription. */
  readonly onStatus: (listener: (status: ConnectionStatus) => void) => () => void
}
