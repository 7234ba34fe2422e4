import type { Announcement, CallName, Input, Output } from '../../electron/contract/calls.ts'
import { AppError, unwrap, type Reply } from '../../electron/contract/errors.ts'
import { createAnnouncements } from './announcements.ts'
import type { Connection, ConnectionStatus } from './create-client.ts'

const retryMs = 2000

/** Asks the server; an answer that is no JSON did not come from the core. */
async function ask<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>> {
  let reply: Reply<Output<N>>
  try {
    const response = await fetch(`/api/call/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
    })
    reply = (await response.json()) as Reply<Output<N>>
  } catch (cause) {
    throw new AppError('unreachable', 'Digit Lab does not answer', { cause })
  }
  return unwrap(reply)
}

/**
 * One stream of announcements. A browser gives up for good after a refusal (a server that was started
 * anew knows no session), so a closed stream is opened again until the page goes.
 */
function listen(
  announce: (announcement: Announcement) => void,
  tell: (status: ConnectionStatus) => void,
) {
  const source = new EventSource('/api/events')
  source.onopen = () => {
    tell('connected')
  }
  source.onmessage = ({ data }: MessageEvent<string>) => {
    announce(JSON.parse(data) as Announcement)
  }
  source.onerror = () => {
    tell('lost')
    if (source.readyState !== EventSource.CLOSED) return
    setTimeout(() => {
      listen(announce, tell)
    }, retryMs)
  }
}

/** A one-time code in the address has no use once the page is there, and no place in the history. */
function forgetCode() {
  if (location.hash.startsWith('#code=')) history.replaceState(null, '', location.pathname)
}

export function connectByHttp(): Connection {
  forgetCode()
  const { on, announce } = createAnnouncements()
  const listeners = new Set<(status: ConnectionStatus) => void>()
  let status: ConnectionStatus | undefined
  listen(announce, (next) => {
    if (next === status) return
    status = next
    for (const listener of listeners) listener(next)
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
