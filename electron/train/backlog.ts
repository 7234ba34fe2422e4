/** Checkpoints on their way to the database; more would fill the memory while a disk is slow or full. */
const mostWaiting = 2

export interface Backlog {
  readonly sent: () => void
  readonly kept: () => void
  /** Resolves once there is room for another, or when `signal` aborts. */
  readonly room: (signal: AbortSignal) => Promise<void>
}

export function createBacklog(): Backlog {
  let waiting = 0
  let wake: () => void = () => undefined
  return {
    sent: () => {
      waiting += 1
    },
    kept: () => {
      waiting -= 1
      wake()
    },
    room: async (signal) => {
      while (waiting > mostWaiting && !signal.aborted)
        await new Promise<void>((resolve) => {
          wake = resolve
          signal.addEventListener(
            'abort',
            () => {
              resolve()
            },
            { once: true },
          )
        })
    },
  }
}
