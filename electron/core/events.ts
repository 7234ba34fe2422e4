import { EventEmitter } from 'node:events'
import type { Announcement, EventName, Events } from '../contract/calls.ts'
import type { Core } from './core.ts'

export interface Announcer {
  readonly emit: <E extends EventName>(event: E, payload: Events[E]) => void
  readonly on: Core['on']
  readonly onAny: Core['onAny']
}

/** Carries announcements to whoever listens; a listener that throws does not stop the others' news. */
export function createAnnouncer(onError: (error: unknown) => void): Announcer {
  const emitter = new EventEmitter<{ news: [Announcement] }>()
  emitter.setMaxListeners(0)
  const onAny: Announcer['onAny'] = (listener) => {
    const guarded = (news: Announcement) => {
      try {
        listener(news)
      } catch (error) {
        onError(error)
      }
    }
    emitter.on('news', guarded)
    return () => {
      emitter.off('news', guarded)
    }
  }
  return {
    onAny,
    emit: (event, payload) => {
      emitter.emit('news', { event, payload } as Announcement)
    },
    on: (event, listener) =>
      onAny((news) => {
        if (news.event === event) listener(news.payload as Events[typeof event])
      }),
  }
}
