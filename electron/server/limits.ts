/** What one server takes on at most. */
export interface Limits {
  readonly bodyBytes: number
  readonly headerBytes: number
  /** To send all headers, and the whole request. */
  readonly headersMs: number
  readonly requestMs: number
  /** For the core to answer a call. */
  readonly answerMs: number
  readonly connections: number
  readonly streams: number
  /** Announcements that wait for a slow reader before its stream is cut. */
  readonly waiting: number
  readonly keepAliveMs: number
  readonly requestsPerSecond: number
}

export const defaultLimits: Limits = {
  bodyBytes: 64 * 1024 * 1024,
  headerBytes: 16 * 1024,
  headersMs: 10_000,
  requestMs: 30_000,
  answerMs: 120_000,
  connections: 128,
  streams: 16,
  waiting: 1000,
  keepAliveMs: 15_000,
  requestsPerSecond: 100,
}

/** Says for each request whether it still fits; two seconds' worth may come at once. */
export function createRate(perSecond: number, now: () => number): () => boolean {
  const burst = 2 * perSecond
  let left = burst
  let last = now()
  return () => {
    const time = now()
    left = Math.min(burst, left + ((time - last) * perSecond) / 1000)
    last = time
    if (left < 1) return false
    left -= 1
    return true
  }
}
