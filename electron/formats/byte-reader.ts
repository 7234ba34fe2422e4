/** Reads bytes that come in chunks piece by piece. */
export interface ByteReader {
  /** The next `count` bytes, without a copy where they came in one chunk; fewer where there are no more. */
  readonly take: (count: number) => Promise<Buffer>
  /** All that has not been taken. */
  readonly rest: () => AsyncGenerator<Buffer>
}

export function createByteReader(source: AsyncIterable<Buffer>): ByteReader {
  const chunks = source[Symbol.asyncIterator]()
  let pending: Buffer = Buffer.alloc(0)

  return {
    take: async (count) => {
      const parts = [pending]
      let length = pending.length
      while (length < count) {
        const next = await chunks.next()
        if (next.done) break
        parts.push(next.value)
        length += next.value.length
      }
      const bytes = parts.length === 1 ? pending : Buffer.concat(parts)
      pending = bytes.subarray(count)
      return bytes.subarray(0, count)
    },
    rest: async function* () {
      try {
        if (pending.length > 0) yield pending
        for (let next = await chunks.next(); !next.done; next = await chunks.next())
          yield next.value
      } finally {
        await chunks.return?.()
      }
    },
  }
}
