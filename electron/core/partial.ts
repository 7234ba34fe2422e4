import { randomUUID } from 'node:crypto'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolder } from '../store/make-folder.ts'
import { isGone } from './lease.ts'

const marker = '.partial-'

/** A new name in a folder that tells whose it is, so that what a dead process has left can be cleared away. */
export const partialPath = (folder: string, owner: string): string =>
  join(folder, `${marker}${randomUUID()}~${encodeURIComponent(owner)}`)

/** An empty folder to work in, within another, for its owner alone. */
export function partialFolder(folder: string, owner: string): string {
  const made = partialPath(folder, owner)
  makeFolder(made)
  return made
}

export const removeFolder = (folder: string): void => {
  rmSync(folder, { recursive: true, force: true })
}

/** Clears away what processes that are gone have not finished in a folder. */
export function clearPartials(folder: string, now: number): void {
  for (const name of namesIn(folder)) {
    if (!name.startsWith(marker)) continue
    const owner = ownerIn(name)
    if (owner !== null && isGone({ owner, heartbeatAt: now }, now)) removeFolder(join(folder, name))
  }
}

/** Null where the name is none of ours. */
function ownerIn(name: string): string | null {
  try {
    return name.includes('~') ? decodeURIComponent(name.slice(name.indexOf('~') + 1)) : null
  } catch {
    return null
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
