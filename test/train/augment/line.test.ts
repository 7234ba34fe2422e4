import fc from 'fast-check'
import { expect, test } from 'vitest'
import { blankInk, lay, lift } from '../../../electron/train/augment/ink.ts'
import { drawLine } from '../../../electron/train/augment/line.ts'
import { picture, side, square } from './pictures.ts'

const brightness = (image: Uint8Array) => image.reduce((sum, value) => sum + value, 0) / 255

test.each([1.5, 2, 2.25, 3])('a line of width %f covers its length times its width', (width) => {
  const short = picture(
    [
      [10, 14],
      [14, 14],
    ],
    width,
  )
  const long = picture(
    [
      [6, 14],
      [18, 14],
    ],
    width,
  )
  expect((brightness(long) - brightness(short)) / 8).toBeCloseTo(width, 1)
})

test('a line has soft edges', () => {
  const slanted = picture(
    [
      [8, 20],
      [19, 7],
    ],
    2,
  )
  expect(slanted.filter((value) => value > 0 && value < 255).length).toBeGreaterThan(20)
})

test('a line darkens nothing, and stays on the image', () => {
  const number = fc.double({ min: -10, max: 38, noNaN: true })
  const spots = fc.record({ x: number, y: number })
  const images = fc.uint8Array({ minLength: side * side, maxLength: side * side })
  fc.assert(
    fc.property(images, spots, spots, (image, from, to) => {
      const ink = blankInk(square)
      lay(ink, image)
      drawLine(ink, from, to, 3)
      const drawn = new Uint8Array(image.length)
      lift(ink, drawn)
      drawn.forEach((value, place) => {
        expect(value).toBeGreaterThanOrEqual(image[place] ?? 0)
      })
      expect(brightness(ink.pixels)).toBe(brightness(drawn))
    }),
  )
})
