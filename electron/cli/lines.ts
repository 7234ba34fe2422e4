import { createReadStream } from 'node:fs'
import { Readable, pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { AppError } from '../contract/errors.ts'

const newline = 0x0a

/** Longest line that is read; a drawing of 20,000 points takes a tenth of it. */
const mostLineBytes = 4 * 1024 * 1024

/** Most that a gzip file is unpacked to: a small one could hold more than anybody wants to wait for. */
const mostUnpackedBytes = 512 * 1024 * 1024

export interface Line {
  readonly text: string
  /** Counted from 1. */
  readonly number: number
}

/** How a file is called in messages; `-` stands for standard input. */
export const fileTitle = (path: string): string => (path === '-' ? 'standard input' : path)

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'no permission to read it',
  EISDIR: 'it is a folder',
  Z_BUF_ERROR: 'its gzip data ends too early',
  Z_DATA_ERROR: 'its gzip data is damaged',
}

/** Says which file cannot be read and why. */
export function unreadable(path: string, error: unknown): AppError {
  if (error instanceof AppError) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const message = error instanceof Error ? error.message : String(error)
  const reason = reasons[code] ?? message
  return new AppError('unreadable', `Cannot read ${fileTitle(path)}: ${reason}`, { cause: error })
}

async function* following(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield first
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
}

async function* gunzipped(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip()
  // Its iterator throws whatever went wrong on either side.
  pipeline(Readable.from(packed), gunzip, () => undefined)
  let unpacked = 0
  for await (const chunk of gunzip as AsyncIterable<Buffer>) {
    unpacked += chunk.length
    if (unpacked > mostUnpackedBytes)
      throw new Error('it unpacks to more than 512 MB, the most that is read')
    yield chunk
  }
}

/** The bytes of a file, unpacked where its first two bytes (not its name) say that it is gzip. */
async function* plainBytes(source: Readable): AsyncGenerator<Buffer> {
  const chunks = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  try {
    let start = Buffer.alloc(0)
    while (start.length < 2) {
      const next = await chunks.next()
      if (next.done) break
      start = Buffer.concat([start, next.value])
    }
    const bytes = following(start, chunks)
    yield* start[0] === 0x1f && start[1] === 0x8b ? gunzipped(bytes) : bytes
  } finally {
    source.destroy()
  }
}

function tooLong(path: string, number: number): AppError {
  const where = `${fileTitle(path)}, line ${String(number)}`
  return new AppError('unreadable', `${where} is longer than 4 MB, the most that is read`)
}

/**
 * The lines of a file or of standard input (`-`) that are not empty, plain or gzip, a chunk in memory at a time.
 * Throws an AppError of code `unreadable`.
 */
export async function* linesIn(path: string): AsyncGenerator<Line> {
  const decoder = new TextDecoder()
  let pending: Buffer[] = []
  let length = 0
  let number = 1
  const add = (part: Buffer) => {
    length += part.length
    if (length > mostLineBytes) throw tooLong(path, number)
    pending.push(part)
  }
  const take = (): Line => {
    const line = { text: decoder.decode(Buffer.concat(pending)), number: number++ }
    pending = []
    length = 0
    return line
  }
  /** The place after the empty lines at `from`: they cost nothing but their number, since a file may be full of them. */
  const pass = (chunk: Buffer, from: number): number => {
    let at = from
    while (length === 0 && chunk[at] === newline) at += 1
    number += at - from
    return at
  }
  try {
    const source = path === '-' ? process.stdin : createReadStream(path)
    for await (const chunk of plainBytes(source)) {
      let start = pass(chunk, 0)
      for (let end = chunk.indexOf(newline, start); end >= 0; end = chunk.indexOf(newline, start)) {
        add(chunk.subarray(start, end))
        yield take()
        start = pass(chunk, end + 1)
      }
      add(chunk.subarray(start))
    }
  } catch (error) {
    throw unreadable(path, error)
  }
  if (length > 0) yield take()
}
