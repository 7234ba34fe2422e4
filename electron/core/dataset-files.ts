import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'
import { headerOfImages, headerOfLabels } from '../formats/idx.ts'
import type { SpooledImages } from './image-spool.ts'

/** Images of a set in the order in which they are to lie in its files. */
export interface OrderedImages {
  readonly images: SpooledImages
  readonly order: Uint32Array
}

export interface WrittenFile {
  readonly sha256: string
  readonly bytes: number
  /** How often each value from 0 to 255 stands in it, its header left out. */
  readonly values: Float64Array
}

const bufferBytes = 1 << 20

/** Writes a file of its own, flushed to the disk, for its owner alone. */
async function writeFile(
  file: string,
  header: Buffer,
  body: AsyncIterable<Uint8Array>,
): Promise<WrittenFile> {
  const hash = createHash('sha256').update(header)
  const values = new Float64Array(256)
  const handle: FileHandle = await open(file, 'wx', 0o600)
  let bytes = header.length
  try {
    await handle.writeFile(header)
    for await (const chunk of body) {
      hash.update(chunk)
      for (const value of chunk) values[value] = (values[value] ?? 0) + 1
      await handle.writeFile(chunk)
      bytes += chunk.length
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  return { sha256: hash.digest('hex'), bytes, values }
}

/** Pixels of images in an order, a chunk at a time; between two of them others have their turn. */
async function* pixelsOf(
  { images: { file, rows, columns }, order }: OrderedImages,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const size = rows * columns
  const perChunk = Math.max(1, Math.floor(bufferBytes / size))
  const descriptor = openSync(file, 'r')
  try {
    for (let from = 0; from < order.length; from += perChunk) {
      signal.throwIfAborted()
      const some = order.subarray(from, from + perChunk)
      const chunk = Buffer.allocUnsafe(some.length * size)
      // A promise for each of a million images would take ten times as long.
      some.forEach((index, place) => readSync(descriptor, chunk, place * size, size, index * size))
      yield chunk
      await setImmediate()
    }
  } finally {
    closeSync(descriptor)
  }
}

export const writeImages = (
  file: string,
  ordered: OrderedImages,
  signal: AbortSignal,
): Promise<WrittenFile> => {
  const { rows, columns } = ordered.images
  const header = headerOfImages({ count: ordered.order.length, rows, columns })
  return writeFile(file, header, pixelsOf(ordered, signal))
}

/** Writes the place of each label among the classes. */
export function writeLabels(
  file: string,
  { images: { names, labels }, order }: OrderedImages,
  classes: readonly string[],
): Promise<WrittenFile> {
  const places = names.map((name) => classes.indexOf(name))
  const bytes = Uint8Array.from(order, (index) => places[labels[index] ?? 0] ?? 0)
  return writeFile(file, headerOfLabels(order.length), oneChunk(bytes))
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes)
}

const rounded = (value: number) => Math.round(value * 10_000) / 10_000

/** Mean and deviation of pixels, as shares of white, to four decimals. */
export function brightness(values: Float64Array): {
  readonly mean: number
  readonly deviation: number
} {
  const count = values.reduce((sum, times) => sum + times, 0)
  const mean = values.reduce((sum, times, value) => sum + times * value, 0) / count
  const spread = values.reduce((sum, times, value) => sum + times * (value - mean) ** 2, 0) / count
  return { mean: rounded(mean / 255), deviation: rounded(Math.sqrt(spread) / 255) }
}
