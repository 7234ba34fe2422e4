import { writeFileSync } from 'node:fs'
import { constants, setPriority } from 'node:os'

/** As Linux counts, from -20 (first) to 19 (last). */
const priorities = {
  /** A third of what others get who want as much: tests and scripts that wait for a run must get on too. */
  training: 5,
  /** What nobody waits for. */
  background: constants.priority.PRIORITY_LOW,
} as const

/**
 * Lets window, core and whatever else people do have a processor before this process, and the threads that it begins
 * from now on; where nobody wants one, nothing changes. A system that refuses leaves it as it was.
 */
export function giveWay(work: keyof typeof priorities): void {
  for (const ask of [askForThread, askForSession])
    try {
      ask(priorities[work])
    } catch {
      // The work is no slower for it.
    }
}

const askForThread = (priority: number) => {
  setPriority(priority)
}

/** Linux shares processors out among sessions first, and each child process has one of its own. */
function askForSession(priority: number): void {
  if (process.platform === 'linux') writeFileSync('/proc/self/autogroup', String(priority))
}
