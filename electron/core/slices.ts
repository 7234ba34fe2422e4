import { setImmediate as nextTurn } from 'node:timers/promises'

/** Longest that background work holds the thread at a time, one piece of it aside: a drawn digit is answered within a frame. */
const sliceMs = 5

/** For long work in small pieces: to be awaited between two of them, it lets others have their turn now and then. */
export function createSlices(): () => Promise<void> {
  let sinceMs = performance.now()
  return async () => {
    if (performance.now() - sinceMs < sliceMs) return
    await nextTurn()
    sinceMs = performance.now()
  }
}
