/** Work that several wait for. */
interface UnderWay<T> {
  readonly result: Promise<T>
  readonly abort: AbortController
  waiting: number
}

/** Work that is done once for all who ask for it at the same time. */
export interface Once<T> {
  /**
   * Begins the work of a key, or joins it. One that waits goes by its `signal`, and is rejected with the signal's
   * reason; the work is aborted when nobody waits for it any more.
   */
  readonly wait: (
    key: string,
    signal: AbortSignal,
    work: (nobodyWaits: AbortSignal) => Promise<T>,
  ) => Promise<T>
  readonly isUnderWay: (key: string) => boolean
}

export function createOnce<T>(): Once<T> {
  const underWay = new Map<string, UnderWay<T>>()

  function begin(key: string, work: (nobodyWaits: AbortSignal) => Promise<T>): UnderWay<T> {
    const abort = new AbortController()
    const begun = { result: work(abort.signal), abort, waiting: 0 }
    underWay.set(key, begun)
    return begun
  }

  function leave(key: string, left: UnderWay<T>): void {
    left.waiting -= 1
    if (left.waiting > 0) return
    if (underWay.get(key) === left) underWay.delete(key)
    left.abort.abort()
  }

  return {
    isUnderWay: (key) => underWay.has(key),
    wait: async (key, signal, work) => {
      signal.throwIfAborted()
      const shared = underWay.get(key) ?? begin(key, work)
      shared.waiting += 1
      const gone = Promise.withResolvers<never>()
      const go = () => {
        gone.reject(signal.reason as Error)
      }
      signal.addEventListener('abort', go, { once: true })
      try {
        return await Promise.race([shared.result, gone.promise])
      } finally {
        signal.removeEventListener('abort', go)
        leave(key, shared)
      }
    },
  }
}
