import type { ConnectionStatus } from './connection.ts'

/** What comes in by a stream of announcements. */
export interface StreamListener {
  /** An announcement as JSON. */
  readonly hear: (data: string) => void
  readonly tell: (status: ConnectionStatus) => void
}

export interface EventStream {
  /** Tries at once to open a stream that is lost, unless that was tried a moment ago. */
  readonly retry: () => void
}

export const retryMs = 2000

/**
 * One stream of announcements until the page goes. A browser gives up for good after a refusal (a server that was
 * started anew knows no session), so a closed stream is opened again.
 */
export function openEventStream({ hear, tell }: StreamListener): EventStream {
  let source: EventSource
  let triedAt = 0

  function open(): void {
    const opened = new EventSource('/api/events')
    source = opened
    triedAt = performance.now()
    opened.onopen = () => {
      tell('connected')
    }
    opened.onmessage = ({ data }: MessageEvent<string>) => {
      hear(data)
    }
    opened.onerror = () => {
      tell('lost')
      setTimeout(() => {
        if (source === opened && opened.readyState === EventSource.CLOSED) open()
      }, retryMs)
    }
  }
  open()

  return {
    retry: () => {
      if (source.readyState === EventSource.OPEN || performance.now() - triedAt < retryMs) return
      source.close()
      open()
    },
  }
}
