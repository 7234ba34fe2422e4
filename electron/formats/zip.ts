import { unzipSync, zipSync, type UnzipFileFilter } from 'fflate'
import { AppError } from '../contract/errors.ts'
import type { ModelFiles } from './model-files.ts'

/** The earliest time a zip file can hold: the same files always make the same bytes. */
const timeless = new Date(1980, 0, 1)

/** Stored, not packed: weights hardly shrink. */
export const zipped = (files: ModelFiles): Uint8Array =>
  zipSync({ ...files }, { level: 0, mtime: timeless })

/** One file of a zip; refused before anything is unpacked when it claims more than `mostBytes`. */
export function unzipped(zip: Uint8Array, name: string, mostBytes: number): Uint8Array {
  const mustFit = (bytes: number) => {
    if (bytes > mostBytes)
      throw new AppError(
        'unreadable',
        `${name} in the zip file has ${String(bytes)} bytes, allowed are ${String(mostBytes)}`,
      )
  }
  const file = unpacked(zip, (entry) => {
    if (entry.name !== name) return false
    mustFit(Math.max(entry.size, entry.originalSize))
    return true
  })[name]
  if (!file) throw new AppError('unreadable', `The zip file holds no ${name}`)
  return file
}

function unpacked(zip: Uint8Array, filter: UnzipFileFilter) {
  try {
    return unzipSync(zip, { filter })
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('unreadable', 'The zip file is damaged or incomplete', { cause: error })
  }
}
