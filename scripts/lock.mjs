import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * A process that holds a lock: its id, and where the system tells it (Linux) its start time, since ids return.
 * @typedef {{ readonly pid: number, readonly startedAt: string | null }} Holder
 */

/**
 * Runs `work` while no other process of this machine holds the lock. `alsoHeldBy` names a child process that does
 * part of the work: should this process be killed, the lock holds until that child has ended too.
 * @template T
 * @param {string} file
 * @param {(alsoHeldBy: (pid: number) => void) => Promise<T>} work
 * @param {(pid: number) => void} [onWait] Called once when another process holds it.
 * @returns {Promise<T>}
 */
export async function withLock(file, work, onWait) {
  mkdirSync(dirname(file), { recursive: true })
  const holders = [holderOf(process.pid)]
  let waits = false
  while (!take(file, holders)) {
    const other = liveHolders(file)[0]
    if (other === undefined) {
      removeStale(file)
    } else {
      if (!waits) onWait?.(other.pid)
      waits = true
      await sleep(200)
    }
  }
  try {
    return await work((pid) => {
      holders.push(holderOf(pid))
      replace(file, holders)
    })
  } finally {
    rmSync(file, { force: true })
  }
}

/**
 * @param {string} file
 * @param {readonly Holder[]} holders
 */
function take(file, holders) {
  const own = ownName(file)
  writeFileSync(own, JSON.stringify(holders))
  try {
    // Unlike a file that is created and then written, a link is never seen half done.
    linkSync(own, file)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(own, { force: true })
  }
}

/** @param {string} file */
const ownName = (file) => `${file}.${String(process.pid)}`

/**
 * @param {string} file
 * @param {readonly Holder[]} holders
 */
function replace(file, holders) {
  writeFileSync(ownName(file), JSON.stringify(holders))
  renameSync(ownName(file), file)
}

/**
 * Moves the lock out of the way before it is removed, and puts it back if it was taken in between.
 * @param {string} file
 */
function removeStale(file) {
  const aside = ownName(file)
  try {
    renameSync(file, aside)
  } catch {
    return
  }
  if (liveHolders(aside).length === 0) rmSync(aside, { force: true })
  else renameSync(aside, file)
}

/**
 * @param {string} file
 * @returns {readonly Holder[]}
 */
function liveHolders(file) {
  try {
    const holders = /** @type {Holder[]} */ (JSON.parse(readFileSync(file, 'utf8')))
    return holders.filter(isAlive)
  } catch {
    return []
  }
}

/**
 * @param {number} pid
 * @returns {Holder}
 */
const holderOf = (pid) => ({ pid, startedAt: startTime(pid) })

/** @param {Holder} holder */
function isAlive({ pid, startedAt }) {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false
  }
  return startedAt === null || startedAt === startTime(pid)
}

/**
 * In the system's ticks since it was started; null where it does not say, and for a zombie.
 * @param {number} pid
 */
function startTime(pid) {
  try {
    const fields = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
      .split(') ')
      .at(-1)
      ?.split(' ')
    return fields?.[0] === 'Z' ? null : (fields?.[19] ?? null)
  } catch {
    return null
  }
}
