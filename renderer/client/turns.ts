/**
 * Returns a function that resolves when it is the caller's turn: `burst` may go at once, after that `perSecond` a
 * second, first come, first served. `now` is in milliseconds and never goes back.
 */
export function createTurns(
  perSecond: number,
  burst: number,
  now: () => number,
  wait: (ms: number) => Promise<void>,
): () => Promise<void> {
  const msEach = 1000 / perSecond
  /** When all that was given out so far is made up for. */
  let evenAt = now()
  return async () => {
    evenAt = Math.max(evenAt, now()) + msEach
    const early = evenAt - now() - burst * msEach
    if (early > 0) await wait(early)
  }
}
