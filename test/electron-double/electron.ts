import { EventEmitter } from 'node:events'
import { Script } from 'node:vm'
import { app, emitPreventable } from './app.ts'
import type { Invocation, Navigation, Questions } from './messages.ts'
import { utilityProcess } from './utility-process.ts'
import { onMessage, tell } from './wire.ts'
import { BrowserWindow } from './window.ts'

/**
 * A stand-in for Electron's main-process module. The application runs in this process as it was built; its
 * pages run in a Chromium that the test drives, which asks back through messages.
 */
export { app, BrowserWindow, utilityProcess }

type Handler = (event: unknown, ...args: readonly unknown[]) => unknown
const invokeHandlers = new Map<string, Handler>()
export const ipcMain = {
  handle: (channel: string, handler: Handler) => {
    invokeHandlers.set(channel, handler)
  },
}

type Serve = (request: Request) => Response | Promise<Response>
const schemes = new Map<string, Serve>()
export const protocol = {
  registerSchemesAsPrivileged: () => {
    if (app.isReady()) throw new Error('Schemes are registered before the app is ready')
  },
  handle: (scheme: string, serve: Serve) => {
    schemes.set(scheme, serve)
  },
}

type RequestHandler = (
  contents: unknown,
  permission: string,
  answer: (isAllowed: boolean) => void,
) => void
let requestHandler: RequestHandler = (_contents, _permission, answer) => {
  answer(true)
}
const defaultSession = Object.assign(new EventEmitter(), {
  setPermissionRequestHandler: (handler: RequestHandler) => {
    requestHandler = handler
  },
  setPermissionCheckHandler: () => undefined,
  setDevicePermissionHandler: () => undefined,
})
export const session = { defaultSession }

export const shell = { openExternal: () => Promise.resolve() }

export const dialog = {
  showErrorBox: (title: string, content: string) => {
    process.stderr.write(`${title}: ${content}\n`)
  },
}

const windowOf = (id: number): BrowserWindow => {
  const window = BrowserWindow.open[id - 1]
  if (!window) throw new Error(`There is no window ${String(id)}`)
  return window
}

async function answerFetch({ address }: { readonly address: string }) {
  const serve = schemes.get(new URL(address).protocol.slice(0, -1))
  if (!serve) throw new Error(`No handler for ${address}`)
  const response = await serve(new Request(address))
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: new Uint8Array(await response.arrayBuffer()),
  }
}

function answerInvoke({ window, channel, args, frame }: Invocation) {
  const handler = invokeHandlers.get(channel)
  if (!handler) throw new Error(`No handler registered for '${channel}'`)
  const { webContents } = windowOf(window)
  const { mainFrame } = webContents
  const senderFrame = { url: frame.url, parent: frame.isTop ? null : mainFrame }
  return handler({ sender: webContents, senderFrame }, ...args)
}

function answerNavigate({ window, address, isTop }: Navigation) {
  const { webContents } = windowOf(window)
  const isRefused = emitPreventable(webContents, 'will-frame-navigate', address)
  return (isTop && emitPreventable(webContents, 'will-navigate', address)) || isRefused
}

const permissions = ['geolocation', 'notifications', 'midi', 'clipboard-read']

const answers: {
  readonly [N in keyof Questions]: (
    input: Parameters<Questions[N]>[0],
  ) => ReturnType<Questions[N]> | Promise<ReturnType<Questions[N]>>
} = {
  fetch: answerFetch,
  invoke: answerInvoke,
  navigate: answerNavigate,
  openWindow: ({ window, address }) =>
    windowOf(window).webContents.openHandler({ url: address }).action === 'deny',
  download: ({ address }) =>
    emitPreventable(defaultSession, 'will-download', { getURL: () => address }),
  permissions: ({ window }) => {
    const { webContents } = windowOf(window)
    return permissions.filter((permission) => {
      const answers: boolean[] = []
      requestHandler(webContents, permission, (isAllowed) => answers.push(isAllowed))
      return answers.includes(true)
    })
  },
  evaluate: ({ source }) => {
    const run = new Script(`(${source})`).runInThisContext() as (electron: object) => unknown
    return run({ app, BrowserWindow, dialog, ipcMain, session, shell })
  },
}

async function answer(id: number, name: keyof Questions, input: unknown) {
  try {
    const value = await (answers[name] as (input: unknown) => unknown)(input)
    tell({ kind: 'answered', id, value })
  } catch (error) {
    tell({ kind: 'failed', id, message: error instanceof Error ? error.message : String(error) })
  }
}

function close(window: BrowserWindow) {
  window.webContents.isGone = true
  window.emit('closed')
  if (BrowserWindow.open.every((other) => other.isDestroyed())) app.emit('window-all-closed')
}

onMessage((message) => {
  switch (message.kind) {
    case 'asked':
      void answer(message.id, message.name, message.input)
      break
    case 'loaded': {
      const window = windowOf(message.window)
      window.webContents.mainFrame.url = message.address
      window.emit('ready-to-show')
      window.webContents.emit('did-finish-load')
      break
    }
    case 'closed':
      close(windowOf(message.window))
      break
    case 'crashed':
      windowOf(message.window).webContents.forcefullyCrashRenderer()
      break
    case 'quit':
      app.quit()
  }
})
