import { randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolder } from '../store/make-folder.ts'
import { isGone } from './lease.ts'

const marker = '.partial-'

const datasetsFolder = (dataDir: string) => join(dataDir, 'datasets')

/** The folder of an own data set. */
export const datasetFolder = (dataDir: string, id: string): string =>
  join(datasetsFolder(dataDir), id)

/** A name beside the data sets that tells whose it is, so that what a dead process has left can be cleared away. */
const temporaryPath = (dataDir: string, owner: string) =>
  join(datasetsFolder(dataDir), `${marker}${randomUUID()}~${encodeURIComponent(owner)}`)

/** An empty folder to work in, beside the data sets, for its owner alone. */
export function temporaryFolder(dataDir: string, owner: string): string {
  const folder = temporaryPath(dataDir, owner)
  makeFolder(folder)
  return folder
}

/** So that the names in it survive a power cut; Windows has no such call. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

export const removeFolder = (folder: string): void => {
  rmSync(folder, { recursive: true, force: true })
}

/** Takes the folder of a data set out of the way; returns where it is now, or null where there is none. */
export function setAside(dataDir: string, id: string, owner: string): string | null {
  const aside = temporaryPath(dataDir, owner)
  try {
    renameSync(datasetFolder(dataDir, id), aside)
    return aside
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** Gives a finished folder its name. */
export function moveIn(dataDir: string, id: string, folder: string): void {
  renameSync(folder, datasetFolder(dataDir, id))
  syncFolder(datasetsFolder(dataDir))
}

/** Clears away what processes that are gone have not finished. */
export function clearLeftovers(dataDir: string, now: number): void {
  const folder = datasetsFolder(dataDir)
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
