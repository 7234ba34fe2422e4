import type { Announcement, CallName, Input, Output } from '../../electron/contract/calls.ts'
import { AppError, unwrap, type Reply } from '../../electron/contract/errors.ts'
import { createAnnouncements } from './announcements.ts'
import type { Connection, ConnectionStatus } from './connection.ts'
import { listenWithTabs } from './shared-stream.ts'
import { createTurns } from './turns.ts'

/** Below what the server takes of all pages together: 100 a second, and 200 at once. */
const callsPerSecond = 80
const callsAtOnce = 100
/** How often a call is sent again that the server had no room for, since several pages ask at the same time. */
const attempts = 10
const tooManyRequests = 429

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
const turn = createTurns(callsPerSecond, callsAtOnce, () => performance.now(), wait)

const post = (path: string, body: unknown) =>
  fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

/** Sends a call when it has its turn, and again after a pause when the server asks for one. */
async function send(name: CallName, input: unknown): Promise<Response> {
  for (let left = attempts; ; left--) {
    await turn()
    const response = await post(`/api/call/${name}`, input)
    if (response.status !== tooManyRequests || left === 1) return response
    await wait(1000 * Number(response.headers.get('retry-after') ?? 1))
  }
}

/** Asks the server; an answer that is no JSON did not come from the core. */
async function ask<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>> {
  let reply: Reply<Output<N>>
  try {
    const response = await send(name, input)
    reply = (await response.json()) as Reply<Output<N>>
  } catch (cause) {
    throw new AppError('unreachable', 'Digit Lab does not answer', { cause })
  }
  return unwrap(reply)
}

/** The one-time code of an address that the terminal printed. */
const codeIn = (address: string) => new URLSearchParams(new URL(address).hash.slice(1)).get('code')

/**
 * The page is there already, so a code in its address is of no use and has no place in the history. A code
 * that comes later is that of a server started anew, in the same tab: the browser loads nothing by itself.
 */
function watchForCodes() {
  if (codeIn(location.href) !== null) history.replaceState(null, '', location.pathname)
  addEventListener('hashchange', ({ newURL }) => {
    const code = codeIn(newURL)
    if (code !== null) void openSession(code)
  })
}

async function openSession(code: string) {
  const { ok } = await post('/api/session', { code })
  if (ok) location.reload()
}

export function connectByHttp(): Connection {
  watchForCodes()
  const { on, announce } = createAnnouncements()
  const listeners = new Set<(status: ConnectionStatus) => void>()
  let status: ConnectionStatus | undefined
  listenWithTabs({
    hear: (data) => {
      announce(JSON.parse(data) as Announcement)
    },
    tell: (next) => {
      status = next
      for (const listener of listeners) listener(next)
    },
  })
  return {
    client: { ask, on },
    onStatus: (listener) => {
      if (status !== undefined) listener(status)
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
