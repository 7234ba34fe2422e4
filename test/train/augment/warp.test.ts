import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blankInk, lay, type ImageSize } from '../../../electron/train/augment/ink.ts'
import { warp, type Warp } from '../../../electron/train/augment/warp.ts'
import { moments, picture, seven, sizes, square, zero } from './pictures.ts'

const still: Warp = { rotation: 0, shear: 0, width: 1, height: 1, right: 0, down: 0 }

function warped(image: Uint8Array, change: Partial<Warp>, size = square): Uint8Array {
  const ink = blankInk(size)
  lay(ink, image)
  const made = new Uint8Array(image.length).fill(99)
  warp(ink, { ...still, ...change }, made)
  return made
}

/** The same in floating-point numbers, from the definition: each pixel of the new image looked up in the old one. */
function looked(
  image: Uint8Array,
  { rotation, shear, width, height, right, down }: Warp,
  { rows, columns }: ImageSize,
) {
  const at = (column: number, row: number) =>
    column < 0 || column >= columns || row < 0 || row >= rows
      ? 0
      : (image[row * columns + column] ?? 0)
  return Array.from(image, (_, place) => {
    const x = (place % columns) - columns / 2 - right
    const y = Math.floor(place / columns) - rows / 2 - down
    const unrotatedX = x * Math.cos(rotation) + y * Math.sin(rotation)
    const unrotatedY = -x * Math.sin(rotation) + y * Math.cos(rotation)
    const column = columns / 2 + (unrotatedX - shear * unrotatedY) / width
    const row = rows / 2 + unrotatedY / height
    const [left, top] = [Math.floor(column), Math.floor(row)]
    const [a, b] = [column - left, row - top]
    return (
      (at(left, top) * (1 - a) + at(left + 1, top) * a) * (1 - b) +
      (at(left, top + 1) * (1 - a) + at(left + 1, top + 1) * a) * b
    )
  })
}

describe.each(sizes)('of images of $rows × $columns pixels', (size) => {
  const bytes = size.rows * size.columns
  const images = fc.uint8Array({ minLength: bytes, maxLength: bytes })
  /** Pixels change slowly from one to the next, since rounding a place by little may then change little. */
  const smooth = Uint8Array.from(
    { length: bytes },
    (_, place) =>
      128 +
      60 * Math.sin((place % size.columns) / 3) +
      60 * Math.cos(Math.floor(place / size.columns) / 4),
  )
  const pictures = [smooth, new Uint8Array(bytes).fill(255)]

  test('a warp that changes nothing gives every byte back', () => {
    fc.assert(
      fc.property(images, (image) => {
        expect(warped(image, still, size)).toEqual(image)
      }),
    )
  })

  test('every pixel is looked up where the warp took it from', () => {
    const number = (most: number) => fc.double({ min: -most, max: most, noNaN: true })
    const scale = fc.double({ min: 0.7, max: 1.3, noNaN: true })
    fc.assert(
      fc.property(
        fc.record({
          rotation: number(0.53),
          shear: number(0.5),
          width: scale,
          height: scale,
          right: number(3),
          down: number(3),
        }),
        fc.constantFrom(...pictures, ...(size === square ? [seven, zero] : [])),
        (change, image) => {
          const expected = looked(image, change, size)
          warped(image, change, size).forEach((value, place) => {
            expect(Math.abs(value - (expected[place] ?? NaN))).toBeLessThan(3)
          })
        },
      ),
    )
  })
})

test('a shift moves to the right and down, a rotation turns clockwise, a shear moves the lower part right', () => {
  const before = moments(seven)
  const shifted = moments(warped(seven, { right: 1.5, down: -1 }))
  expect(shifted.x - before.x).toBeCloseTo(1.5, 1)
  expect(shifted.y - before.y).toBeCloseTo(-1, 1)

  const level = picture([
    [6, 14],
    [22, 14],
  ])
  expect(moments(warped(level, { rotation: 0.2 })).xy).toBeGreaterThan(2)
  expect(Math.abs(moments(warped(level, { shear: 0.25 })).xy)).toBeLessThan(0.5)
  const upright = picture([
    [14, 6],
    [14, 22],
  ])
  expect(moments(warped(upright, { shear: 0.25 })).xy).toBeGreaterThan(2)
})
