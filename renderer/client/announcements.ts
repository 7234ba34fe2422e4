import type { Announcement, Client, EventName, Events } from '../../electron/contract/calls.ts'

type Listeners = { readonly [E in EventName]: Set<(payload: Events[E]) => void> }

/** Hands each announcement that comes in to those who wait for its kind. */
export interface Announcements {
  readonly on: Client['on']
  readonly announce: (announcement: Announcement) => void
}

export function createAnnouncements(): Announcements {
  const listeners: Listeners = {
    'run.changed': new Set(),
    'run.metrics': new Set(),
    'run.epoch': new Set(),
    'settings.changed': new Set(),
    'data.changed': new Set(),
    'run.purged': new Set(),
    'purge.progress': new Set(),
    'queue.changed': new Set(),
    'evaluation.progress': new Set(),
    'handwriting.changed': new Set(),
    'sweep.changed': new Set(),
  }
  const announce = <E extends EventName>(event: E, payload: Events[E]) => {
    for (const listener of listeners[event]) listener(payload)
  }
  return {
    on: (event, listener) => {
      listeners[event].add(listener)
      return () => listeners[event].delete(listener)
    },
    announce: ({ event, payload }) => {
      announce(event, payload)
    },
  }
}
