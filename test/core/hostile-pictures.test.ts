import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { prepareImage } from '../../electron/core/prepare-image.ts'
import {
  chunk,
  gifThatClaims,
  jpegThatClaims,
  latin1,
  png,
  withChunk,
} from '../fixtures/hostile-pictures.ts'
import { mnistImages } from '../fixtures/mnist.ts'

const [digit = new Uint8Array(784)] = mnistImages(1)
const raw = { width: 28, height: 28, channels: 1 } as const
const picture = () => sharp(digit, { raw })
const withDigit = async (extra: Buffer) => withChunk(await picture().png().toBuffer(), extra)
const tooManyPixels = 'The picture is too large: it may have at most 50 million pixels'
const tooLong = 'The picture is too large: each side may have at most 20,000 pixels'
const damaged = 'The picture is damaged or incomplete'

describe('a picture is refused before it is decoded when it', () => {
  const huge: readonly [how: string, make: () => Buffer | Promise<Buffer>, message: string][] = [
    [
      'has 20,000 × 20,000 pixels in 50 kB',
      () => png({ width: 20_000, height: 20_000, depth: 1, rows: Buffer.alloc(20_000 * 2501) }),
      tooManyPixels,
    ],
    [
      'says it has them, and has none',
      () => png({ width: 20_000, height: 20_000, depth: 8, rows: Buffer.alloc(9) }),
      tooManyPixels,
    ],
    ['is a JPEG that says 65,500 × 65,500', () => jpegThatClaims(65_500), tooManyPixels],
    ['is a GIF that says 65,535 × 65,535', () => gifThatClaims('\xff\xff'), tooManyPixels],
    [
      'is a column of 40 million pixels',
      () => png({ width: 1, height: 40_000_000, depth: 1, rows: Buffer.alloc(80_000_000) }),
      tooLong,
    ],
    [
      'is a row of 40 million pixels',
      () => png({ width: 40_000_000, height: 1, depth: 1, rows: Buffer.alloc(5_000_001) }),
      tooLong,
    ],
  ]
  test.each(huge)('%s', async (_how, make, message) => {
    await expect(prepareImage(await make())).rejects.toMatchObject({ code: 'unreadable', message })
  })
})

describe('what swells on unpacking is not unpacked whole', () => {
  const bomb = deflateSync(Buffer.alloc(200_000_000))
  test.each(['zTXt', 'iCCP'])('a chunk %s beside the digit', async (type) => {
    const swelling = chunk(type, Buffer.concat([latin1('name\0\0'), bomb]))
    const { pixels } = await prepareImage(await withDigit(swelling))
    expect(pixels).toBe((await prepareImage(await picture().png().toBuffer())).pixels)
  })

  test('pixels that go on behind the last row', async () => {
    const rows = Buffer.alloc(200_000_000)
    const { pixels } = await prepareImage(png({ width: 28, height: 28, depth: 8, rows }))
    expect(pixels).toBeNull()
  })
})

describe('of a picture that moves, the first frame is read', () => {
  const still = async () => (await prepareImage(await picture().png().toBuffer())).pixels

  test('APNG that promises four billion frames', async () => {
    const frames = Buffer.alloc(8)
    frames.writeUInt32BE(4_000_000_000)
    const { pixels } = await prepareImage(await withDigit(chunk('acTL', frames)))
    expect(pixels).toBe(await still())
  })

  test.each(['webp', 'gif'] as const)('%s of 200 frames', async (format) => {
    const blank = await sharp(new Uint8Array(784), { raw }).png().toBuffer()
    const pages = [await picture().png().toBuffer(), ...Array<Buffer>(199).fill(blank)]
    const moving = sharp(pages, { join: { animated: true } }).toFormat(format, { lossless: true })
    expect((await prepareImage(await moving.toBuffer())).pixels).toBe(await still())
  })
})

describe('what only begins like a picture is refused in one line', () => {
  const rubbish = Buffer.alloc(5000, 0xa7)
  test.each([
    ['PNG', latin1('\x89PNG\r\n\x1a\n')],
    ['JPEG', latin1('\xff\xd8\xff')],
    ['WebP', latin1('RIFF\xff\xff\xff\x7fWEBPVP8 ')],
    ['GIF', latin1('GIF89a')],
    ['TIFF', latin1('II*\0')],
  ])('%s', async (_format, start) => {
    await expect(prepareImage(Buffer.concat([start, rubbish]))).rejects.toMatchObject({
      code: 'unreadable',
      message: damaged,
    })
  })

  test('TIFF whose list of pages comes back to itself', async () => {
    const loop = Buffer.alloc(64)
    loop.write('II*\0', 'latin1')
    loop.writeUInt32LE(8, 4)
    loop.writeUInt32LE(8, 10)
    await expect(prepareImage(loop)).rejects.toMatchObject({ message: damaged })
  })
})

test('grain all over a large picture is answered or blank', async () => {
  let state = 1
  const noise = Uint8Array.from({ length: 512 * 512 }, () => {
    state = (state * 48_271) % 2_147_483_647
    return state & 255
  })
  const image = sharp(noise, { raw: { width: 512, height: 512, channels: 1 } }).png()
  const { pixels, remark } = await prepareImage(await image.toBuffer())
  expect(pixels === null).toBe(remark !== null)
})

test('a camera that was held any way up sees the same digit', async () => {
  const large = await picture().resize(280, 280).png().toBuffer()
  const upright = (await prepareImage(large)).pixels
  const turns = { 1: 0, 3: 180, 6: 270, 8: 90 } as const
  for (const [orientation, angle] of Object.entries(turns)) {
    const turned = await sharp(large).rotate(angle).png().toBuffer()
    const tagged = sharp(turned).withMetadata({ orientation: Number(orientation) })
    expect((await prepareImage(await tagged.png().toBuffer())).pixels).toBe(upright)
  }
})
