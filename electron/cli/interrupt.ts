import { exitCodes } from './command.ts'

// A wrapper around this process may pass on a key press that the terminal has sent us as well.
const samePressMs = 250

/**
 * Turns the first Ctrl+C, SIGTERM or closing of the terminal into an abort; a second one ends the process at
 * once, and so does the first one unless the command in hand `endsGently`.
 */
export function listenForInterrupt(endsGently: () => boolean): AbortController {
  const controller = new AbortController()
  let pressedAt: number | undefined
  const interrupt = () => {
    const now = performance.now()
    if (pressedAt !== undefined && now - pressedAt < samePressMs) return
    if (controller.signal.aborted || !endsGently()) process.exit(exitCodes.interrupted)
    pressedAt = now
    controller.abort()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt)
  return controller
}
