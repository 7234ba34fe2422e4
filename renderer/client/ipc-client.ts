import type { Bridge } from '../../electron/contract/bridge.ts'
import type { CallName, Input, Output } from '../../electron/contract/calls.ts'
import { unwrap, type Reply } from '../../electron/contract/errors.ts'
import { createAnnouncements } from './announcements.ts'
import type { Connection } from './connection.ts'

declare global {
  interface Window {
    /** Only in the window of the desktop application. */
    readonly digitLab?: Bridge
  }
}

export function connectByIpc(bridge: Bridge): Connection {
  const { on, announce } = createAnnouncements()
  bridge.on(announce)
  const ask = async <N extends CallName>(name: N, input: Input<N>) =>
    unwrap((await bridge.ask(name, input)) as Reply<Output<N>>)
  return {
    client: { ask, on },
    // Main process and window end together, so the status never changes.
    onStatus: (listener) => {
      listener('connected')
      return () => undefined
    },
  }
}
