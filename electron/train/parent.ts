/** The process that started this one. */
export interface Parent<Sent, Received> {
  /** A parent that is gone hears nothing. */
  readonly send: (message: Sent) => void
  readonly onMessage: (listener: (message: Received) => void) => void
  readonly onGone: (listener: () => void) => void
  /** Lets this process end once all that was sent has left. */
  readonly leave: () => void
}

/** What Electron puts into the process of a `utilityProcess`; such a process ends with its parent. */
interface ParentPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void
}

/** The parent over Electron's port where there is one, or else over Node's channel. */
export function parentOf<Sent, Received>(process: NodeJS.Process): Parent<Sent, Received> {
  const port = (process as { readonly parentPort?: ParentPort | null }).parentPort
  return port ? overPort(port) : overChannel(process)
}

const overPort = <Sent, Received>(port: ParentPort): Parent<Sent, Received> => ({
  send: (message) => {
    port.postMessage(message)
  },
  onMessage: (listener) => {
    port.on('message', ({ data }) => {
      listener(data as Received)
    })
  },
  onGone: () => undefined,
  leave: () => {
    // The port keeps the process alive; what was posted is with the parent's process already.
    setImmediate(() => process.exit())
  },
})

function overChannel<Sent, Received>(process: NodeJS.Process): Parent<Sent, Received> {
  let underWay = 0
  let isLeaving = false
  const leaveWhenSent = () => {
    if (isLeaving && underWay === 0 && process.connected) process.disconnect()
  }
  return {
    send: (message) => {
      if (!process.connected) return
      underWay += 1
      process.send?.(message, undefined, undefined, () => {
        underWay -= 1
        leaveWhenSent()
      })
    },
    onMessage: (listener) => {
      process.on('message', (message) => {
        listener(message as Received)
      })
    },
    onGone: (listener) => {
      process.once('disconnect', listener)
    },
    leave: () => {
      isLeaving = true
      leaveWhenSent()
    },
  }
}
