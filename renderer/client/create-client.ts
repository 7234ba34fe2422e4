import type { Client } from '../../electron/contract/calls.ts'
import { connectByHttp } from './http-client.ts'
import { connectByIpc } from './ipc-client.ts'

/** Whether the core is there. After `connected` follows `lost`, announcements were missed: ask again. */
export type ConnectionStatus = 'connected' | 'lost'

export interface Connection {
  readonly client: Client
  /** Called with each change of the status; returns the function that ends the subscription. */
  readonly onStatus: (listener: (status: ConnectionStatus) => void) => () => void
}

/** To the main process where the page runs in the window, else to the server that the page came from. */
export function createConnection(): Connection {
  return window.digitLab ? connectByIpc(window.digitLab) : connectByHttp()
}
