import type { FromApplication, ToApplication } from './messages.ts'

/** To the process that owns the browser. */
export function tell(message: FromApplication): void {
  process.send?.(message)
}

export function onMessage(listener: (message: ToApplication) => void): void {
  process.on('message', (message) => {
    listener(message as ToApplication)
  })
}

// Without a test there is no browser, and no use in going on.
process.on('disconnect', () => {
  process.exit(1)
})
