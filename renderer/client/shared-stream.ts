import type { ConnectionStatus } from './connection.ts'
import { openEventStream, retryMs, type EventStream, type StreamListener } from './event-stream.ts'

/** What tabs tell each other: the one that has the stream what came in by it, the others that they wait for it. */
type TabMessage =
  | { readonly kind: 'data'; readonly data: string }
  | { readonly kind: 'status'; readonly status: ConnectionStatus; readonly isNew: boolean }
  | { readonly kind: 'wait' }

/** Of this origin, and so of this server. */
const name = 'digit-lab-events'

const canShare = () => 'locks' in navigator && 'BroadcastChannel' in globalThis

/**
 * The stream of announcements, one for all tabs: a browser makes six connections to a server, and a seventh tab with
 * a stream of its own would wait for ever. The tab that holds a lock has the stream and passes on what comes in; when
 * it goes, the browser gives the lock to the next. Where tabs cannot talk, each has its own.
 */
export function listenWithTabs(listener: StreamListener): void {
  if (canShare()) shareStream(listener)
  else openEventStream(listener)
}

function shareStream({ hear, tell }: StreamListener): void {
  const channel = new BroadcastChannel(name)
  const post = (message: TabMessage) => {
    channel.postMessage(message)
  }
  let stream: EventStream | undefined
  let status: ConnectionStatus | undefined

  /** `isNew`: what was announced since the last status may have been missed. */
  function become(next: ConnectionStatus, isNew: boolean): void {
    if (next === status && !isNew) return
    status = next
    tell(next)
  }

  function lead(): void {
    stream = openEventStream({
      hear: (data) => {
        hear(data)
        post({ kind: 'data', data })
      },
      tell: (next) => {
        const isNew = next === 'connected'
        become(next, isNew)
        post({ kind: 'status', status: next, isNew })
      },
    })
  }

  /** Answers one that waits; a tab in sight makes one behind it try sooner than its slowed clock would. */
  function answer(): void {
    if (!stream) return
    stream.retry()
    if (status) post({ kind: 'status', status, isNew: false })
  }

  channel.onmessage = ({ data: message }: MessageEvent<TabMessage>) => {
    if (message.kind === 'data') hear(message.data)
    else if (message.kind === 'status') become(message.status, message.isNew)
    else answer()
  }
  const wait = () => {
    if (!stream && status !== 'connected') post({ kind: 'wait' })
  }
  wait()
  setInterval(wait, retryMs)

  // Held until the page goes.
  void navigator.locks.request(name, () => {
    lead()
    return new Promise<never>(() => undefined)
  })
}
