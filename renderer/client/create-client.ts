import type { Connection } from './connection.ts'
import { connectByHttp } from './http-client.ts'
import { connectByIpc } from './ipc-client.ts'

/** To the main process where the page runs in the window, else to the server that the page came from. */
export function createConnection(): Connection {
  return window.digitLab ? connectByIpc(window.digitLab) : connectByHttp()
}
