import { closeSync, fsyncSync, openSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { clearPartials, partialFolder, partialPath } from './partial.ts'

const datasetsFolder = (dataDir: string) => join(dataDir, 'datasets')

/** The folder of an own data set. */
export const datasetFolder = (dataDir: string, id: string): string =>
  join(datasetsFolder(dataDir), id)

/** An empty folder to work in, beside the data sets, for its owner alone. */
export const temporaryFolder = (dataDir: string, owner: string): string =>
  partialFolder(datasetsFolder(dataDir), owner)

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

/** Takes the folder of a data set out of the way; returns where it is now, or null where there is none. */
export function setAside(dataDir: string, id: string, owner: string): string | null {
  const aside = partialPath(datasetsFolder(dataDir), owner)
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
export const clearLeftovers = (dataDir: string, now: number): void => {
  clearPartials(datasetsFolder(dataDir), now)
}
