import type { Context } from 'hono'
import { streamSSE, type SSEStreamingApi } from 'hono/streaming'
import type { Core } from '../core/core.ts'
import type { Limits } from './limits.ts'

/** The announcements of a core, as one stream for each browser page that listens. */
export interface EventStreams {
  readonly isFull: () => boolean
  readonly open: (context: Context) => Response
  readonly close: () => void
}

export function createEventStreams(
  core: Pick<Core, 'onAny'>,
  limits: Pick<Limits, 'streams' | 'waiting' | 'keepAliveMs'>,
): EventStreams {
  const ends = new Set<() => void>()

  const follow = async (stream: SSEStreamingApi) => {
    const ended = Promise.withResolvers<undefined>()
    const end = () => {
      ended.resolve(undefined)
    }
    ends.add(end)
    stream.onAbort(end)
    const write = createWriter(stream, limits.waiting, end)
    write(': hello\n\n')
    const stop = core.onAny((announcement) => {
      write(`data: ${JSON.stringify(announcement)}\n\n`)
    })
    const keepAlive = setInterval(write, limits.keepAliveMs, ': still here\n\n')
    await ended.promise
    clearInterval(keepAlive)
    stop()
    ends.delete(end)
  }

  return {
    isFull: () => ends.size >= limits.streams,
    open: (context) => streamSSE(context, follow),
    close: () => {
      for (const end of ends) end()
    },
  }
}

/** Writes in order; a reader who lets too much pile up is cut off, and asks anew when it is back. */
function createWriter(stream: SSEStreamingApi, most: number, end: () => void) {
  let waiting = 0
  return (text: string) => {
    if (++waiting > most) end()
    else
      void stream.write(text).then(() => {
        waiting -= 1
      })
  }
}
