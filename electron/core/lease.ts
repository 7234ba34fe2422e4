import { readFileSync } from 'node:fs'

// An owner of runs is written as its process id, its start, and its core. Process ids are used again, so the start
// (boot id and clock ticks where the system tells, empty elsewhere) says whether it is still the same process.

/** When a process started, in words that no later process with the same id repeats; empty when not to be had. */
function startOf(pid: number): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
    // proc(5): field 22 is the start time; the command in field 2 may hold spaces and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return `${boot}/${fields[19] ?? ''}`
  } catch {
    return ''
  }
}

/** This process as an owner of runs; `core` tells several cores of one process apart. */
export const ourselves = (core: string): string =>
  `${String(process.pid)} ${startOf(process.pid)} ${core}`

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it lives, under another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Where the system does not tell start times, an owner that has been silent for so long is gone. */
const silentMs = 10_000

/** True when the owner of a lease no longer runs, even if another process has its id now. */
export function isGone(
  lease: { readonly owner: string; readonly heartbeatAt: number },
  now: number,
): boolean {
  const [pid = '', started = ''] = lease.owner.split(' ')
  if (!isAlive(Number(pid))) return true
  if (started !== '') return startOf(Number(pid)) !== started
  return now - lease.heartbeatAt > silentMs
}
