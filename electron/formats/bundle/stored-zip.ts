import { readSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import { refuseBundle } from './refuse-bundle.ts'

// A bundle is a zip file of the plainest kind: its files are stored one behind the other, nothing is packed, and each
// header is the only one that such a file can have. So it takes no more room than it has, and nothing can hide in it.

/** A file in the zip file. */
export interface StoredFile {
  readonly name: string
  /** Of its first byte in the zip file. */
  readonly from: number
  readonly bytes: number
  readonly crc: number
}

/** What a bundle may have; its headers cannot tell of more than 4 GB. */
export const mostZip = { bytes: 2 ** 31, files: 20_000, name: 80 } as const

const sizes = { header: 30, descriptor: 16, entry: 46, end: 22 } as const
const chunkBytes = 1 << 18

/** A zip file on disk that stays as it is, and its length. */
export interface ZipOnDisk {
  readonly descriptor: number
  readonly bytes: number
}

function bytesAt({ descriptor, bytes: all }: ZipOnDisk, from: number, count: number): Buffer {
  const bytes = Buffer.alloc(Math.max(0, Math.min(count, all - from)))
  let read = 0
  while (read < bytes.length) {
    const more = readSync(descriptor, bytes, read, bytes.length - read, from + read)
    if (more === 0) return refuseBundle('the file', 'complete', `an end at ${String(from + read)}`)
    read += more
  }
  return bytes
}

/** Its bytes in chunks; throws where they do not have their checksum. */
export function* chunksOf(zip: ZipOnDisk, file: StoredFile): Generator<Buffer> {
  const { name, from, bytes, crc } = file
  let found = 0
  for (let done = 0; done < bytes; done += chunkBytes) {
    const chunk = bytesAt(zip, from + done, Math.min(chunkBytes, bytes - done))
    found = crc32(chunk, found)
    yield chunk
  }
  if (found !== crc) refuseBundle(`checksum of ${name}`, String(crc), found)
}

/** The files of a zip file in their order; throws an AppError at the first byte between them that should be another. */
export function filesIn(zip: ZipOnDisk): readonly StoredFile[] {
  if (zip.bytes > mostZip.bytes)
    refuseBundle('its length', `at most ${String(mostZip.bytes)} bytes`, zip.bytes)
  const { count, directory, from } = readEnd(zip)
  const files: StoredFile[] = []
  const names = new Set<string>()
  let at = 0
  let begins = 0
  while (files.length < count) {
    const file = readEntry(directory.subarray(at), begins)
    if (names.has(file.name)) refuseBundle('names in it', 'different from each other', file.name)
    names.add(file.name)
    checkAround(zip, file, begins)
    files.push(file)
    at += sizes.entry + file.name.length
    begins = file.from + file.bytes + sizes.descriptor
  }
  if (at !== directory.length) refuseBundle('length of its directory', String(at), directory.length)
  if (begins !== from) refuseBundle('place of its directory', String(begins), from)
  return files
}

function readEnd(zip: ZipOnDisk) {
  const endsAt = zip.bytes - sizes.end
  const end = bytesAt(zip, Math.max(0, endsAt), sizes.end)
  if (end.length < sizes.end || end.readUInt32LE(0) !== 0x06054b50)
    refuseBundle('its end', 'that of a zip file without a comment', 'something else')
  const count = end.readUInt16LE(10)
  const length = end.readUInt32LE(12)
  const from = end.readUInt32LE(16)
  if (count > mostZip.files) refuseBundle('files in it', `at most ${String(mostZip.files)}`, count)
  if (!end.equals(endOf(count, length, from)) || from + length !== endsAt)
    refuseBundle('its directory', 'in one piece before its end', 'something else')
  if (length > count * (sizes.entry + mostZip.name))
    refuseBundle('length of its directory', `that of ${String(count)} files`, length)
  return { count, from, directory: bytesAt(zip, from, length) }
}

function readEntry(entry: Buffer, begins: number): StoredFile {
  if (entry.length < sizes.entry) refuseBundle('its directory', 'complete', 'an end')
  const method = entry.readUInt16LE(10)
  if (method !== 0) refuseBundle('files in it', 'stored and not packed', `method ${String(method)}`)
  const length = entry.readUInt16LE(28)
  const name = entry.toString('latin1', sizes.entry, sizes.entry + length)
  if (!/^[a-z0-9][a-z0-9./-]*$/.test(name) || name.length !== length || length > mostZip.name)
    refuseBundle('names in it', 'plain names', name)
  const crc = entry.readUInt32LE(16)
  const bytes = entry.readUInt32LE(20)
  const expected = entryOf({ name, crc, bytes }, begins)
  if (!entry.subarray(0, expected.length).equals(expected))
    refuseBundle(`entry of ${name}`, 'as this application writes it', 'something else')
  return { name, crc, bytes, from: begins + sizes.header + length }
}

/** What lies before and after its bytes must be what the directory says. */
function checkAround(zip: ZipOnDisk, file: StoredFile, begins: number): void {
  const { name, from, bytes } = file
  const header = headerOf(name)
  const descriptor = descriptorOf(file)
  const isSound =
    bytesAt(zip, begins, header.length).equals(header) &&
    bytesAt(zip, from + bytes, descriptor.length).equals(descriptor)
  if (!isSound) refuseBundle(`header of ${name}`, 'as this application writes it', 'something else')
}

type Facts = Pick<StoredFile, 'name' | 'crc' | 'bytes'>

/** Version 2.0, lengths behind the file, stored, midnight of 1 January 1980. */
const plain = '14000800000000002100'

const fields = (start: string, ...numbers: readonly (readonly [value: number, bytes: 2 | 4])[]) =>
  Buffer.concat([
    Buffer.from(start, 'hex'),
    ...numbers.map(([value, bytes]) => {
      const field = Buffer.alloc(bytes)
      field.writeUIntLE(value, 0, bytes)
      return field
    }),
  ])

const headerOf = (name: string): Buffer =>
  Buffer.concat([
    fields(`504b0304${plain}`, [0, 4], [0, 4], [0, 4], [name.length, 2], [0, 2]),
    Buffer.from(name),
  ])

const descriptorOf = ({ crc, bytes }: Facts): Buffer =>
  fields('504b0708', [crc, 4], [bytes, 4], [bytes, 4])

const entryOf = ({ name, crc, bytes }: Facts, begins: number): Buffer =>
  Buffer.concat([
    fields(`504b01021400${plain}`, [crc, 4], [bytes, 4], [bytes, 4], [name.length, 2]),
    fields('', [0, 4], [0, 2], [0, 2], [0, 4], [begins, 4]),
    Buffer.from(name),
  ])

const endOf = (count: number, length: number, from: number): Buffer =>
  fields('504b0506', [0, 4], [count, 2], [count, 2], [length, 4], [from, 4], [0, 2])
