import { deflateRawSync, gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { expectRefused, sound, tar } from './adding.ts'

/** Zeros by the megabyte behind a start, packed without ever being in memory as a whole. */
function bomb(start: Buffer, megabytes: number): Buffer {
  const zeros = deflateRawSync(Buffer.alloc(1e6), { finishFlush: 2 })
  const body = [deflateRawSync(start, { finishFlush: 2 }), ...Array<Buffer>(megabytes).fill(zeros)]
  const end = deflateRawSync(Buffer.alloc(0))
  const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3])
  return Buffer.concat([header, ...body, end, Buffer.alloc(8)])
}

const packed = gzipSync(sound.trainImages)
const flipped = (bytes: Buffer, at: number) =>
  Buffer.from(bytes.with(at < 0 ? bytes.length + at : at, (bytes.at(at) ?? 0) ^ 0xff))
const named = Buffer.concat([
  Buffer.from([0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3]),
  Buffer.alloc(10_000, 'x'),
])

const magic = (found: string) => `magic number must be 0x00000803, found ${found}`

describe('a gzip file that holds anything but one sound file is refused', () => {
  test.each<[string, Buffer, string | RegExp]>([
    ['300 MB of zeros', bomb(Buffer.alloc(0), 300), magic('0x00000000')],
    [
      '300 MB behind a header',
      bomb(sound.trainImages.subarray(0, 16), 300),
      'length must be 256 bytes, found more',
    ],
    [
      'two files joined',
      Buffer.concat([packed, packed]),
      `bytes after the gzip data must be 0, found ${String(packed.length)}`,
    ],
    [
      'an empty file joined',
      Buffer.concat([packed, gzipSync('')]),
      'bytes after the gzip data must be 0, found 20',
    ],
    [
      'zeros behind it',
      Buffer.concat([packed, Buffer.alloc(512)]),
      'bytes after the gzip data must be 0, found 512',
    ],
    [
      'a cut in the data',
      packed.subarray(0, -40),
      'gzip data must be complete, found an end in the middle',
    ],
    [
      'a cut in the trailer',
      packed.subarray(0, -3),
      'gzip data must be complete, found an end in the middle',
    ],
    [
      'a header alone',
      packed.subarray(0, 10),
      'gzip data must be complete, found an end in the middle',
    ],
    [
      'a cut header',
      packed.subarray(0, 5),
      'gzip header must be complete, found an end after 5 bytes',
    ],
    [
      'another CRC',
      flipped(packed, -6),
      /^trainImages: CRC of the gzip data must be 0x.+, found 0x.+/,
    ],
    [
      'another length',
      flipped(packed, -1),
      /^trainImages: length of the gzip data must be \d+, found 256$/,
    ],
    ['damaged data', flipped(packed, 10), 'gzip data must be sound, found damage'],
    ['another method', Buffer.from(packed.with(2, 7)), 'gzip method must be 8, found 7'],
    [
      'reserved flags',
      Buffer.from(packed.with(3, 0x80)),
      'gzip flags must be at most 0x1f, found 0x00000080',
    ],
    ['a name without end', named, 'gzip name must be at most 4096 bytes, found more'],
    ['nothing in it', gzipSync(''), 'length must be at least 16 bytes, found 0'],
    ['a tar file in it', gzipSync(tar), magic('0x74726169')],
    ['gzip in it', gzipSync(packed), magic('0x1f8b0800')],
    [
      'a byte too few in it',
      gzipSync(sound.trainImages.subarray(0, -1)),
      'length must be 256 bytes, found 255',
    ],
    [
      'a byte too many in it',
      gzipSync(Buffer.concat([sound.trainImages, Buffer.of(0)])),
      'length must be 256 bytes, found more',
    ],
  ])('%s', async (_, trainImages, why) => {
    await expectRefused({ trainImages }, typeof why === 'string' ? `trainImages: ${why}` : why)
  })
})

afterAll(() => {
  // The promise is 512 MB; of it this process has taken what the tests themselves and their tools need, too.
  expect(process.resourceUsage().maxRSS / 1024).toBeLessThan(512)
})
