import { unzipSync, zipSync, type UnzipFileFilter } from 'fflate'
import { AppError } from '../contract/errors.ts'
import type { ModelFiles } from './model-files.ts'
import { refuse } from './read-plain.ts'

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

/** All files of a zip by their names; refused before anything is unpacked when they are too many or claim too much. */
export function zipEntries(
  zip: Uint8Array,
  { mostBytes, mostFiles }: { readonly mostBytes: number; readonly mostFiles: number },
): ReadonlyMap<string, Uint8Array> {
  let files = 0
  let bytes = 0
  const names = new Set<string>()
  const unpackedFiles = unpacked(zip, ({ name, size, originalSize }) => {
    files += 1
    bytes += Math.max(size, originalSize)
    if (names.has(name)) refuse('names in the zip file', 'different from each other', name)
    names.add(name)
    if (files > mostFiles) refuse('files in the zip file', `at most ${String(mostFiles)}`, files)
    if (bytes > mostBytes) refuse('bytes in the zip file', `at most ${String(mostBytes)}`, bytes)
    return true
  })
  return new Map(Object.entries(unpackedFiles))
}

/** More than a model has files. */
const mostNames = 100

/** The names of a zip's files, each there once; nothing is unpacked. */
export function zipNames(zip: Uint8Array): readonly string[] {
  const names = new Set<string>()
  unpacked(zip, ({ name }) => {
    if (names.has(name)) refuse('names in the zip file', 'different from each other', name)
    names.add(name)
    if (names.size > mostNames)
      refuse('files in the zip file', `at most ${String(mostNames)}`, 'more')
    return false
  })
  return [...names]
}
