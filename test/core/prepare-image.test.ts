import sharp, { type Sharp } from 'sharp'
import { describe, expect, test } from 'vitest'
import { centreOfMass } from '../../electron/core/centre.ts'
import { fromPixels } from '../../electron/core/pixels.ts'
import { prepareImage } from '../../electron/core/prepare-image.ts'
import { mnistImages, mnistLabels } from '../fixtures/mnist.ts'

const digits = mnistImages(40)
const labels = mnistLabels(40)
const digit = digits[0] ?? new Uint8Array(784)

const raw = { width: 28, height: 28, channels: 1 } as const
const lightOnDark = (bytes: Uint8Array) => sharp(bytes, { raw })
const darkOnLight = (bytes: Uint8Array) =>
  sharp(
    bytes.map((value) => 255 - value),
    { raw },
  )
const enlarged = (picture: Sharp, side: number) => picture.resize(side, side, { kernel: 'cubic' })

/** One colour, transparent where there is no ink. */
const cutOut = (bytes: Uint8Array, colour: string) =>
  sharp({ create: { width: 28, height: 28, channels: 3, background: colour } }).joinChannel(
    Buffer.from(bytes),
    { raw },
  )

/** Blue ink on paper that gets darker to one side, with grain. */
async function photo(bytes: Uint8Array): Promise<Sharp> {
  const side = 300
  const ink = await enlarged(lightOnDark(bytes), side).toColourspace('b-w').raw().toBuffer()
  const paper = [235, 230, 220]
  const pen = [40, 60, 140]
  const data = Uint8Array.from({ length: side * side * 3 }, (_, at) => {
    const pixel = Math.floor(at / 3)
    const share = (ink[pixel] ?? 0) / 255
    const light = 1 - (0.4 * (pixel % side)) / side
    const grain = Math.sin(pixel * 12.9898) * 6
    const colour = (paper[at % 3] ?? 0) * (1 - share) + (pen[at % 3] ?? 0) * share
    return Math.min(255, Math.max(0, colour * light + grain))
  })
  return sharp(data, { raw: { width: side, height: side, channels: 3 } })
}

const frames = (pictures: readonly Buffer[]) => sharp([...pictures], { join: { animated: true } })

async function imageOf(bytes: Uint8Array): Promise<Uint8Array> {
  const { pixels } = await prepareImage(bytes)
  if (pixels === null) throw new Error('No ink')
  return fromPixels(pixels)
}

const meanDifference = (a: Uint8Array, b: Uint8Array) =>
  a.reduce((sum, value, at) => sum + Math.abs(value - (b[at] ?? 0)), 0) / a.length

/** The label of the digit that an image looks most like. */
const nearestLabel = (image: Uint8Array) => {
  const distances = digits.map((one) => meanDifference(one, image))
  return labels[distances.indexOf(Math.min(...distances))]
}

describe('a picture of a digit is read as that digit', () => {
  const pictures: readonly [how: string, make: (bytes: Uint8Array) => Promise<Buffer>][] = [
    ['light on dark', (bytes) => lightOnDark(bytes).png().toBuffer()],
    ['dark on light', (bytes) => darkOnLight(bytes).png().toBuffer()],
    ['ten times as large', (bytes) => enlarged(lightOnDark(bytes), 280).png().toBuffer()],
    ['smaller than a model takes it', (bytes) => enlarged(darkOnLight(bytes), 20).png().toBuffer()],
    ['transparent, black ink', (bytes) => cutOut(bytes, 'black').png().toBuffer()],
    [
      'transparent, white ink',
      (bytes) => cutOut(bytes, 'white').webp({ lossless: true }).toBuffer(),
    ],
    ['16 bits a channel', (bytes) => lightOnDark(bytes).toColourspace('rgb16').png().toBuffer()],
    ['a palette of 4', (bytes) => darkOnLight(bytes).png({ palette: true, colours: 4 }).toBuffer()],
    [
      'a coarse JPEG',
      (bytes) => enlarged(darkOnLight(bytes), 200).jpeg({ quality: 40 }).toBuffer(),
    ],
    ['CMYK', (bytes) => enlarged(darkOnLight(bytes), 200).toColourspace('cmyk').jpeg().toBuffer()],
    ['TIFF', (bytes) => darkOnLight(bytes).tiff({ compression: 'lzw' }).toBuffer()],
    ['GIF', (bytes) => lightOnDark(bytes).gif().toBuffer()],
    [
      'small in the corner of a large sheet',
      (bytes) =>
        enlarged(darkOnLight(bytes), 400)
          .extend({ left: 900, bottom: 900, right: 50, top: 50, background: 'white' })
          .png()
          .toBuffer(),
    ],
    ['a photo in slanting light', async (bytes) => (await photo(bytes)).jpeg().toBuffer()],
  ]
  test.each(pictures)('%s', async (_how, make) => {
    const images = await Promise.all(digits.map(async (bytes) => imageOf(await make(bytes))))
    expect(images.map(nearestLabel)).toEqual(labels)
  })

  test('and comes back nearly as it was when it was made for a model', async () => {
    const images = await Promise.all(
      digits.map(async (bytes) => imageOf(await lightOnDark(bytes).png().toBuffer())),
    )
    const differences = images.map((image, index) => meanDifference(image, digits[index] ?? image))
    expect(differences.filter((difference) => difference < 1).length).toBeGreaterThanOrEqual(36)
  })

  test('turned upright as its camera recorded it', async () => {
    const turned = await enlarged(darkOnLight(digit), 280).rotate(90).png().toBuffer()
    const tagged = await sharp(turned).withMetadata({ orientation: 8 }).jpeg().toBuffer()
    expect(nearestLabel(await imageOf(tagged))).toBe(labels[0])
  })

  test('by its first frame alone', async () => {
    const blank = await sharp(new Uint8Array(784), { raw }).png().toBuffer()
    const animation = frames([await lightOnDark(digit).png().toBuffer(), blank])
    expect(nearestLabel(await imageOf(await animation.gif().toBuffer()))).toBe(labels[0])
  })

  test('without specks and other writing', async () => {
    const square = (side: number) =>
      sharp({ create: { width: side, height: side, channels: 3, background: 'black' } }).png()
    const sheet = enlarged(darkOnLight(digit), 280).extend({
      left: 100,
      right: 100,
      top: 100,
      bottom: 100,
      background: 'white',
    })
    const clean = await sheet.png().toBuffer()
    const dirty = await sharp(clean)
      .composite([
        { input: await square(3).toBuffer(), left: 90, top: 240 },
        { input: await square(30).toBuffer(), left: 440, top: 20 },
      ])
      .png()
      .toBuffer()
    expect(meanDifference(await imageOf(dirty), await imageOf(clean))).toBeLessThan(0.5)
  })

  test('with the parts that are near it', async () => {
    const bar = (width: number, height: number) =>
      sharp({ create: { width, height, channels: 3, background: 'black' } })
        .png()
        .toBuffer()
    const picture = sharp({ create: { width: 300, height: 300, channels: 3, background: 'white' } })
      .composite([
        { input: await bar(20, 150), left: 100, top: 100 },
        { input: await bar(70, 20), left: 125, top: 100 },
      ])
      .png()
    const image = await imageOf(await picture.toBuffer())
    const columns = [...image.keys()].filter((at) => (image[at] ?? 0) > 128).map((at) => at % 28)
    expect(Math.max(...columns) - Math.min(...columns) + 1).toBeGreaterThan(10)
  })

  test('centred by mass', async () => {
    const middle = centreOfMass(
      await imageOf(await enlarged(darkOnLight(digit), 280).png().toBuffer()),
    )
    expect(Math.abs(middle.x - 14.5)).toBeLessThanOrEqual(0.55)
    expect(Math.abs(middle.y - 14.5)).toBeLessThanOrEqual(0.55)
  })
})

describe('a picture without ink has no image', () => {
  const plain = (background: string | object) =>
    sharp({ create: { width: 60, height: 40, channels: 4, background } })
      .png()
      .toBuffer()
  test.each(['white', 'black', '#4080c0', { r: 0, g: 0, b: 0, alpha: 0 }])(
    '%j',
    async (background) => {
      expect(await prepareImage(await plain(background))).toEqual({
        pixels: null,
        remark: 'The picture is blank.',
      })
    },
  )

  test('grain alone is no ink', async () => {
    const grain = Uint8Array.from({ length: 10_000 }, (_, at) => 220 + 6 * Math.sin(at * 12.9898))
    const picture = sharp(grain, { raw: { width: 100, height: 100, channels: 1 } }).png()
    expect((await prepareImage(await picture.toBuffer())).pixels).toBeNull()
  })

  test('a single pixel is a picture', async () => {
    const dot = sharp(Uint8Array.of(7), { raw: { width: 1, height: 1, channels: 1 } }).png()
    expect((await prepareImage(await dot.toBuffer())).pixels).toBeNull()
  })
})

describe('what is no picture is refused in one line', () => {
  const notAPicture = /^Not a picture: it must be a PNG, JPEG, WebP, GIF or TIFF file$/
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9"/></svg>'
  test.each([
    ['nothing', ''],
    ['text', 'a seven'],
    ['SVG', svg],
    ['PDF', '%PDF-1.7\n'],
    ['a web page', '<!doctype html><title>7</title>'],
    ['a RIFF file of another kind', 'RIFF....WAVEfmt '],
  ])('%s', async (_what, text) => {
    await expect(prepareImage(Buffer.from(text))).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringMatching(notAPicture) as string,
    })
  })

  test('a picture that ends too early, or only begins like one', async () => {
    const whole = await (await photo(digit)).png().toBuffer()
    const cuts = [8, 30, 60, Math.floor(whole.length / 2), whole.length - 200]
    for (const end of cuts)
      await expect(prepareImage(whole.subarray(0, end))).rejects.toMatchObject({
        code: 'unreadable',
        message: 'The picture is damaged or incomplete',
      })
    const rubbish = Buffer.concat([whole.subarray(0, 8), Buffer.alloc(5000, 7)])
    await expect(prepareImage(rubbish)).rejects.toMatchObject({ code: 'unreadable' })
  })

  test('a small file that claims a huge picture', async () => {
    const huge = sharp({ create: { width: 9000, height: 6000, channels: 3, background: 'white' } })
    await expect(prepareImage(await huge.png().toBuffer())).rejects.toMatchObject({
      code: 'unreadable',
      message: 'The picture is too large: it may have at most 50 million pixels',
    })
  })
})
