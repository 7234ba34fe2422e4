import fc from 'fast-check'
import { expect, test } from 'vitest'
import { blankInk, lay, lift, side } from '../../../electron/train/augment/ink.ts'
import { thicken } from '../../../electron/train/augment/thickness.ts'

const images = fc.uint8Array({ minLength: side * side, maxLength: side * side })
/** Most pixels black, as in a drawing. */
const sparse = fc
  .tuple(images, images)
  .map(([values, chances]) =>
    values.map((value, place) => ((chances[place] ?? 0) < 200 ? 0 : value)),
  )

function thickened(image: Uint8Array, amount: number): Uint8Array {
  const ink = blankInk()
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
const filtered = (image: Uint8Array, pick: (...values: number[]) => number) =>
  image.map((_, place) => {
    const at = (column: number, row: number) =>
      column < 0 || column >= side || row < 0 || row >= side ? 0 : (image[row * side + column] ?? 0)
    const around = [-1, 0, 1].flatMap((down) =>
      [-1, 0, 1].map((right) => at((place % side) + right, Math.floor(place / side) + down)),
    )
    return pick(...around)
  })

test('an amount of 1 is the brightest of nine, -1 the darkest', () => {
  fc.assert(
    fc.property(fc.oneof(images, sparse), (image) => {
      expect(thickened(image, 1)).toEqual(filtered(image, Math.max))
      expect(thickened(image, -1)).toEqual(filtered(image, Math.min))
    }),
  )
})

test('an amount in between goes that share of the way', () => {
  fc.assert(
    fc.property(sparse, fc.double({ min: -1, max: 1, noNaN: true }), (image, amount) => {
      const towards = filtered(image, amount < 0 ? Math.min : Math.max)
      thickened(image, amount).forEach((value, place) => {
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
      expect(thickened(image, 0)).toEqual(image)
    }),
  )
})
