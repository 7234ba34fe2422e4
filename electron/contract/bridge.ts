import type { Announcement } from './calls.ts'
import type { Reply } from './errors.ts'

/** All that the preload script gives to a page of the window, as `window.digitLab`. */
export interface Bridge {
  readonly ask: (name: string, input: unknown) => Promise<Reply<unknown>>
  /** Every announcement; returns the function that ends the subscription. */
  readonly on: (listener: (announcement: Announcement) => void) => () => void
}

/** The two channels between preload script and main process. */
export const askChannel = 'ask'
export const announceChannel = 'announce'
