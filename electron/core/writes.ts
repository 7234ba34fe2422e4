import { setTimeout as pause } from 'node:timers/promises'
import type { Log } from './core.ts'

/** Writes that nobody waits for, kept in order: a lock or a full disk may be gone a moment later. */
export interface Writes {
  /** Does a write now, or once those before it are done. */
  readonly add: (write: () => void) => void
  /** Tries again what has failed; to be called now and then. */
  readonly retry: () => void
  /** Resolves when all is written, or when that has failed for too long; the log says so. */
  readonly settled: () => Promise<void>
}

/** Each try may hold the thread for as long as a lock is waited for. */
const retryMs = 3000
const patienceMs = 60_000

export function createWrites(what: string, log: Log): Writes {
  const waiting: (() => void)[] = []
  let isFailing = false
  /** A write may add others; they follow it. */
  let isUnderWay = false
  let triedAtMs = -Infinity

  function retry(): void {
    if (isUnderWay || (isFailing && performance.now() - triedAtMs < retryMs)) return
    triedAtMs = performance.now()
    isUnderWay = true
    try {
      for (let next = waiting[0]; next; next = waiting[0]) {
        next()
        waiting.shift()
      }
      if (isFailing) log.info(`${what} is written again`)
      isFailing = false
    } catch (error) {
      triedAtMs = performance.now()
      const isNews = !isFailing
      isFailing = true
      if (isNews) log.warn(`${what} cannot be written, trying again: ${String(error)}`)
    } finally {
      isUnderWay = false
    }
  }

  return {
    retry,
    add: (write) => {
      waiting.push(write)
      if (!isFailing) retry()
    },
    settled: async () => {
      const sinceMs = performance.now()
      while (waiting.length > 0 && performance.now() - sinceMs < patienceMs) {
        await pause(100)
        retry()
      }
      if (waiting.length > 0) log.error(`${what}: ${String(waiting.length)} writes are lost`)
    },
  }
}

/** A timer's or listener's work that must not end the process: a failure is logged, and the next turn tries again. */
export const unattended =
  (what: string, log: Log, work: () => void): (() => void) =>
  () => {
    try {
      work()
    } catch (error) {
      log.warn(`${what}: ${String(error)}`)
    }
  }
