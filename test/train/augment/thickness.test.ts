import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blankInk, lay, lift, type ImageSize } from '../../../electron/train/augment/ink.ts'
import { thicken } from '../../../electron/train/augment/thickness.ts'
import { sizes } from './pictures.ts'

const imagesOf = ({ rows, columns }: ImageSize) =>
  fc.uint8Array({ minLength: rows * columns, maxLength: rows * columns })

/** Most pixels black, as in a drawing. */
const sparseOf = (size: ImageSize) =>
  fc
    .tuple(imagesOf(size), imagesOf(size))
    .map(([values, chances]) =>
      values.map((value, place) => ((chances[place] ?? 0) < 200 ? 0 : value)),
    )

function thickened(size: ImageSize, image: Uint8Array, amount: number): Uint8Array {
  const ink = blankInk(size)
  lay(ink, image)
  thicken(
    ink,
    amount,
    ink.pixels.map(() => 77),
  )
  const changed = new Uint8Array(image.length)
  lift(ink, changed)
  return changed
}

/** The brightest or darkest of the nine pixels around each, beyond the image black. */
const filtered = (
  { rows, columns }: ImageSize,
  image: Uint8Array,
  pick: (...values: number[]) => number,
) =>
  image.map((_, place) => {
    const at = (column: number, row: number) =>
      column < 0 || column >= columns || row < 0 || row >= rows
        ? 0
        : (image[row * columns + column] ?? 0)
    const around = [-1, 0, 1].flatMap((down) =>
      [-1, 0, 1].map((right) => at((place % columns) + right, Math.floor(place / columns) + down)),
    )
    return pick(...around)
  })

describe.each(sizes)('of images of $rows × $columns pixels', (size) => {
  const images = imagesOf(size)
  const sparse = sparseOf(size)

  test('an amount of 1 is the brightest of nine, -1 the darkest', () => {
    fc.assert(
      fc.property(fc.oneof(images, sparse), (image) => {
        expect(thickened(size, image, 1)).toEqual(filtered(size, image, Math.max))
        expect(thickened(size, image, -1)).toEqual(filtered(size, image, Math.min))
      }),
    )
  })

  test('an amount in between goes that share of the way', () => {
    fc.assert(
      fc.property(sparse, fc.double({ min: -1, max: 1, noNaN: true }), (image, amount) => {
        const towards = filtered(size, image, amount < 0 ? Math.min : Math.max)
        thickened(size, image, amount).forEach((value, place) => {
          const before = image[place] ?? 0
          const expected = before + ((towards[place] ?? 0) - before) * Math.abs(amount)
          expect(Math.abs(value - expected)).toBeLessThan(2)
        })
      }),
    )
  })

  test('no thickening changes nothing', () => {
    fc.assert(
      fc.property(sparse, (image) => {
        expect(thickened(size, image, 0)).toEqual(image)
      }),
    )
  })
})
