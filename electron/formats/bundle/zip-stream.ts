import { Zip, ZipPassThrough } from 'fflate'
import { createHash } from 'node:crypto'
import { writeSync } from 'node:fs'
import { AppError } from '../../contract/errors.ts'
import { mostZip } from './stored-zip.ts'

/** The earliest time a zip file can hold: the same files always make the same bytes. */
const timeless = new Date(1980, 0, 1)

/** What was written of a file. */
export interface WrittenFile {
  readonly name: string
  readonly bytes: number
  readonly sha256: string
}

/** A zip file of stored files that is written as they come, a chunk in memory at a time. */
export interface ZipStream {
  readonly add: (name: string, chunks: Iterable<Uint8Array>) => WrittenFile
  /** Writes the directory; returns length and hash of all that was written. */
  readonly end: () => Omit<WrittenFile, 'name'>
}

/** Writes to an open file from where it stands. Throws an AppError where it would grow too large. */
export function createZipStream(descriptor: number): ZipStream {
  const whole = createHash('sha256')
  let length = 0
  let files = 0

  const zip = new Zip((error, bytes) => {
    if (error) throw error
    for (let done = 0; done < bytes.length;)
      done += writeSync(descriptor, bytes, done, bytes.length - done)
    whole.update(bytes)
    length += bytes.length
    if (length > mostZip.bytes) throw tooLarge(`${String(mostZip.bytes / 2 ** 30)} GB`)
  })

  return {
    add: (name, chunks) => {
      files += 1
      if (files > mostZip.files) throw tooLarge(`${String(mostZip.files)} files`)
      const file = new ZipPassThrough(name)
      file.mtime = timeless
      zip.add(file)
      const hash = createHash('sha256')
      for (const chunk of chunks) {
        hash.update(chunk)
        file.push(chunk)
      }
      file.push(new Uint8Array(), true)
      return { name, bytes: file.size, sha256: hash.digest('hex') }
    },
    end: () => {
      zip.end()
      return { bytes: length, sha256: whole.digest('hex') }
    },
  }
}

const tooLarge = (most: string) =>
  new AppError(
    'unwritable',
    `The bundle would be larger than ${most}; write fewer runs, or prune their checkpoints first`,
  )
