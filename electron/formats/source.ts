import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { isGzip, unpacked } from './gunzip.ts'
import { openFile, unreadable } from './open-file.ts'

/** A file that a data set is made from. */
export interface Source {
  readonly file: string
  /** Its bytes, unpacked where it is gzip; to be read once. */
  readonly content: AsyncIterable<Buffer>
  /** Length of its content; null where it is packed. */
  readonly length: number | null
  /** How much of the file has been read, 0 to 1. */
  readonly share: () => number
  /** Of its bytes as they are, once the content has been read to its end. */
  readonly sha256: () => string
  readonly close: () => Promise<void>
}

const chunkBytes = 1 << 18

async function* chunksOf(handle: FileHandle, file: string): AsyncGenerator<Buffer> {
  try {
    for (;;) {
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes)
      if (bytesRead === 0) return
      yield buffer.subarray(0, bytesRead)
    }
  } catch (error) {
    throw unreadable(file, error)
  }
}

/** Opens a plain or gzip file, told apart by its first bytes. Throws an AppError of code `unreadable`. */
export async function openSource(file: string): Promise<Source> {
  const { handle, size } = await openFile(file)
  const hash = createHash('sha256')
  let read = 0
  async function* counted() {
    for await (const chunk of chunksOf(handle, file)) {
      hash.update(chunk)
      read += chunk.length
      yield chunk
    }
  }
  try {
    const start = await handle.read(Buffer.alloc(2), 0, 2, 0)
    const isPacked = isGzip(start.buffer)
    const bytes = counted()
    return {
      file,
      content: isPacked ? unpacked(bytes, file, size) : bytes,
      length: isPacked ? null : size,
      share: () => (size === 0 ? 1 : Math.min(1, read / size)),
      sha256: () => hash.digest('hex'),
      close: () => handle.close(),
    }
  } catch (error) {
    await handle.close()
    throw unreadable(file, error)
  }
}
