import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import {
  chunk,
  gifThatClaims,
  jpegThatClaims,
  latin1,
  png,
  withChunk,
} from '../fixtures/hostile-pictures.ts'
import { tempDir } from '../temp-dir.ts'

// What is dropped, pasted or named as a file is decoded in the core's own process, which must not grow by what a file says.
const program = join(import.meta.dirname, 'decode-picture.ts')

/** What a picture may take on top of the decoder itself; 50 million pixels are the most that are read. */
const mostMegabytes = 256

interface Decoded {
  readonly said: string
  /** By which the most that the process ever held has grown. */
  readonly megabytes: number
}

async function decoded(bytes: Uint8Array, how?: 'whole'): Promise<Decoded> {
  const file = join(tempDir(), 'picture')
  writeFileSync(file, bytes)
  const args = how === undefined ? [program, file] : [program, file, how]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  return JSON.parse(stdout) as Decoded
}

const bomb = deflateSync(Buffer.alloc(300_000_000))
const plain = { width: 28, height: 28, channels: 3, background: 'white' } as const
const sound = () => sharp({ create: plain }).png().toBuffer()
const colours = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#08f' }, limitInputPixels: false })

const hostile: readonly (readonly [
  what: string,
  make: () => Uint8Array | Promise<Uint8Array>,
  said: RegExp,
])[] = [
  [
    '20,000 × 20,000 pixels in 50 kB',
    () => png({ width: 20_000, height: 20_000, depth: 1, rows: Buffer.alloc(20_000 * 2501) }),
    /^refused: .*50 million pixels/,
  ],
  [
    'four billion pixels that are not there',
    () => png({ width: 65_535, height: 65_535, depth: 8, rows: Buffer.alloc(9) }),
    /^refused: /,
  ],
  ['a JPEG that says 65,500 × 65,500', () => jpegThatClaims(65_500), /^refused: /],
  ['a GIF that says 65,535 × 65,535', () => gifThatClaims('\xff\xff'), /^refused: /],
  [
    '300 MB packed in a text beside the picture',
    async () => withChunk(await sound(), chunk('zTXt', Buffer.concat([latin1('name\0\0'), bomb]))),
    /^(blank|answer)/,
  ],
  [
    '300 MB packed in a colour profile',
    async () => withChunk(await sound(), chunk('iCCP', Buffer.concat([latin1('name\0\0'), bomb]))),
    /^(blank|answer)/,
  ],
  [
    '300 MB of pixels behind the last row',
    () => png({ width: 28, height: 28, depth: 8, rows: Buffer.alloc(300_000_000) }),
    /^blank/,
  ],
  [
    '49 million pixels in colour, the most that are read, as a PNG',
    () => colours(7000, 7000).png().toBuffer(),
    /^blank/,
  ],
  [
    'the same as a JPEG that is read in several passes',
    () => colours(7000, 7000).jpeg({ progressive: true }).toBuffer(),
    /^blank/,
  ],
  [
    'the same, cut in the middle',
    async () => {
      const whole = await colours(7000, 7000).png({ compressionLevel: 0 }).toBuffer()
      return whole.subarray(0, whole.length / 2)
    },
    /^(refused: .*damaged|blank)/,
  ],
]

describe.skipIf(process.platform !== 'linux')('the process that decodes does not grow with', () => {
  test.each(hostile)('%s', async (_what, make, said) => {
    const found = await decoded(await make())
    expect(found.said).toMatch(said)
    expect(found.megabytes).toBeLessThan(mostMegabytes)
  })

  test('and a reader that unpacks what it is given is found out by the same measure', async () => {
    const found = await decoded(bomb, 'whole')
    expect(found.said).toBe('300000000 bytes')
    expect(found.megabytes).toBeGreaterThan(mostMegabytes)
  })
})
