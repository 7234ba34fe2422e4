import { writeFileSync } from 'node:fs'
import { constants, setPriority } from 'node:os'

/** As Linux counts, from -20 (first) to 19 (last). */
const priority = constants.priority.PRIORITY_BELOW_NORMAL

/**
 * Lets window, core and whatever else people do have a processor before this process, and the threads that it begins
 * from now on; where nobody wants one, nothing changes. A system that refuses leaves it as it was.
 */
export function giveWay(): void {
  for (const ask of [askForThread, askForSession])
    try {
      ask()
    } catch {
      // Training is no slower for it.
    }
}

const askForThread = () => {
  setPriority(priority)
}

/** Linux shares processors out among sessions first, and a trainer has one of its own. */
function askForSession(): void {
  if (process.platform === 'linux') writeFileSync('/proc/self/autogroup', String(priority))
}
