import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'

const { version } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as { readonly version: string }

const paths = new Map<string, string>()
let isReady = false

/** An event whose listeners may say no. */
export function emitPreventable(
  emitter: EventEmitter,
  name: string,
  ...details: readonly unknown[]
): boolean {
  let isPrevented = false
  const preventDefault = () => {
    isPrevented = true
  }
  emitter.emit(name, { preventDefault }, ...details)
  return isPrevented
}

export const app = Object.assign(new EventEmitter(), {
  isPackaged: false,
  isReady: () => isReady,
  whenReady: async () => {
    await new Promise((resolve) => setImmediate(resolve))
    isReady = true
  },
  enableSandbox: () => undefined,
  commandLine: { appendSwitch: () => undefined },
  requestSingleInstanceLock: () => true,
  getVersion: () => version,
  setPath: (name: string, path: string) => {
    paths.set(name, path)
  },
  getPath: (name: string) => paths.get(name),
  quit: () => {
    if (emitPreventable(app, 'before-quit') || emitPreventable(app, 'will-quit')) return
    app.exit(0)
  },
  exit: (code: number) => {
    process.exit(code)
  },
})
