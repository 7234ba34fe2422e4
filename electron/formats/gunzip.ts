import { Readable, pipeline } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'
import { AppError } from '../contract/errors.ts'
import { createByteReader, type ByteReader } from './byte-reader.ts'

// Node's own gunzip joins what follows a file to it, or passes over it in silence, so header and trailer (RFC 1952)
// are read here and only what lies between them goes to zlib.

const trailerBytes = 8
/** A name or comment in the header is shorter; one without an end would be read on and on. */
const mostTextBytes = 4096

const flags = { crc: 2, extra: 4, name: 8, comment: 16, reserved: 0xe0 } as const

const hex = (value: number) => `0x${value.toString(16).padStart(8, '0')}`

function refuse(file: string, field: string, expected: string, found: string): never {
  throw new AppError('unreadable', `${file}: ${field} must be ${expected}, found ${found}`)
}

/** True where the first bytes of a file say that it is gzip. */
export const isGzip = (start: Uint8Array): boolean => start[0] === 0x1f && start[1] === 0x8b

/** Reads past the header; returns its length. */
async function passHeader(reader: ByteReader, file: string): Promise<number> {
  let length = 0
  const take = async (count: number) => {
    const bytes = await reader.take(count)
    length += bytes.length
    if (bytes.length < count)
      refuse(file, 'gzip header', 'complete', `an end after ${String(length)} bytes`)
    return bytes
  }
  const passText = async (what: string) => {
    for (let count = 1; (await take(1))[0] !== 0; count++)
      if (count > mostTextBytes)
        refuse(file, `gzip ${what}`, `at most ${String(mostTextBytes)} bytes`, 'more')
  }
  const start = await take(10)
  const [, , method = 0, set = 0] = start
  if (method !== 8) refuse(file, 'gzip method', '8', String(method))
  if ((set & flags.reserved) !== 0) refuse(file, 'gzip flags', 'at most 0x1f', hex(set))
  if (set & flags.extra) await take((await take(2)).readUInt16LE())
  if (set & flags.name) await passText('name')
  if (set & flags.comment) await passText('comment')
  if (set & flags.crc) await take(2)
  return length
}

/** All but the last bytes of what comes; `held` tells them once all has come. */
function withoutEnd(source: AsyncIterable<Buffer>, count: number) {
  let held: Buffer = Buffer.alloc(0)
  async function* bytes() {
    for await (const chunk of source) {
      const all = Buffer.concat([held, chunk])
      const cut = Math.max(0, all.length - count)
      held = all.subarray(cut)
      if (cut > 0) yield all.subarray(0, cut)
    }
  }
  return { bytes: bytes(), held: () => held }
}

const reasons: Readonly<Record<string, string>> = {
  Z_BUF_ERROR: 'gzip data must be complete, found an end in the middle',
  Z_DATA_ERROR: 'gzip data must be sound, found damage',
}

function asAppError(error: unknown, file: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const reason = reasons[code]
  return reason === undefined
    ? error
    : new AppError('unreadable', `${file}: ${reason}`, { cause: error })
}

/**
 * Unpacks a gzip file of `size` bytes, a chunk in memory at a time and no faster than it is read. Throws an AppError
 * where it is cut, damaged, or followed by anything, another packed file included.
 */
export async function* unpacked(
  packed: AsyncIterable<Buffer>,
  file: string,
  size: number,
): AsyncGenerator<Buffer> {
  const reader = createByteReader(packed)
  const headerBytes = await passHeader(reader, file)
  const { bytes, held } = withoutEnd(reader.rest(), trailerBytes)
  const inflate = createInflateRaw()
  // Its iterator throws whatever went wrong on either side.
  pipeline(Readable.from(bytes), inflate, () => undefined)
  let crc = 0
  let length = 0
  try {
    for await (const chunk of inflate as AsyncIterable<Buffer>) {
      crc = crc32(chunk, crc)
      length += chunk.length
      yield chunk
    }
  } catch (error) {
    throw asAppError(error, file)
  }
  const surplus = size - headerBytes - inflate.bytesWritten - trailerBytes
  if (surplus > 0) refuse(file, 'bytes after the gzip data', '0', String(surplus))
  const trailer = held()
  if (trailer.length < trailerBytes)
    refuse(file, 'gzip trailer', `${String(trailerBytes)} bytes`, String(trailer.length))
  const expected = trailer.readUInt32LE(0)
  if (crc !== expected) refuse(file, 'CRC of the gzip data', hex(expected), hex(crc))
  const expectedLength = trailer.readUInt32LE(4)
  if (length % 2 ** 32 !== expectedLength)
    refuse(file, 'length of the gzip data', String(expectedLength), String(length))
}
