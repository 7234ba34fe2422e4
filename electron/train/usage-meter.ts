import type { UsagePoint } from '../contract/training.ts'

/** What the process has used so far. */
export interface Used {
  /** Microseconds of processor time, of all its threads. */
  readonly cpu: number
  /** Bytes of memory that it holds now. */
  readonly memory: number
}

const everyMs = 1000
/** Over less than this, processor time says little; yet it is better than nothing at all. */
const leastMs = 100

export interface UsageMeter {
  /** Reports when the last time is a second ago or more; to be called as often as possible. */
  readonly look: () => void
  /** Reports what is left at the end, and something in any case. */
  readonly end: () => void
}

/**
 * Reports what this process uses about once a second. There is no timer behind it, which would be late while the
 * engine blocks the thread.
 */
export function createUsageMeter(
  used: () => Used,
  clock: () => number,
  report: (usage: UsagePoint) => void,
): UsageMeter {
  const beganMs = clock()
  let atMs = beganMs
  let cpuBefore = used().cpu

  const lookAfter = (pauseMs: number) => {
    const nowMs = clock()
    const passedMs = nowMs - atMs
    if (passedMs < pauseMs || passedMs === 0) return
    const { cpu, memory } = used()
    const seconds = (nowMs - beganMs) / 1000
    report({ seconds, cpu: (cpu - cpuBefore) / 1000 / passedMs, memory })
    atMs = nowMs
    cpuBefore = cpu
  }

  return {
    look: () => {
      lookAfter(everyMs)
    },
    end: () => {
      lookAfter(atMs === beganMs ? 0 : leastMs)
    },
  }
}
