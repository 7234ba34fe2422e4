import { expect, test } from 'vitest'
import { createAugmenter } from '../../../electron/train/augment/augment.ts'
import type { Augmentation } from '../../../electron/train/augment/messages.ts'
import { inked, moments, one, seven, zero } from './pictures.ts'

const unchanged: Augmentation = { seed: 1, affine: 0, styles: 0, rows: 28, columns: 28 }

/** An image as it is at each of many places of a training set. */
function changedAt(
  image: Uint8Array,
  {
    label = 0,
    epoch = 1,
    count = 2000,
    ...strengths
  }: Partial<Augmentation> & {
    label?: number
    epoch?: number
    count?: number
  },
): readonly Uint8Array[] {
  const rows = Uint32Array.from({ length: count }, (_, row) => row)
  const pixels = new Uint8Array(count * image.length)
  rows.forEach((row) => {
    pixels.set(image, row * image.length)
  })
  const labels = new Uint8Array(count).fill(label)
  createAugmenter({ ...unchanged, ...strengths })({ pixels, labels, rows }, epoch)
  return Array.from(rows, (row) => pixels.subarray(row * image.length, (row + 1) * image.length))
}

const isSame = (image: Uint8Array, other: Uint8Array) =>
  image.every((value, place) => value === other[place])

const shareOf = <T>(items: readonly T[], holds: (item: T) => boolean) =>
  items.filter(holds).length / items.length

test('strengths of 0 change nothing', () => {
  const images = changedAt(seven, { label: 7, ...unchanged })
  expect(shareOf(images, (image) => isSame(image, seven))).toBe(1)
})

test('an image of an epoch depends on seed, epoch and place, not on the batch that it is in', () => {
  const strengths = { seed: 5, affine: 1, styles: 1 }
  const images = changedAt(seven, { ...strengths, label: 7, epoch: 3, count: 50 })
  const augment = createAugmenter({ ...unchanged, ...strengths })
  const pixels = new Uint8Array([...zero, ...seven])
  augment({ pixels, labels: Uint8Array.of(0, 7), rows: Uint32Array.of(3, 41) }, 3)
  expect(pixels.subarray(zero.length)).toEqual(images[41])

  const others = [
    changedAt(seven, { ...strengths, label: 7, epoch: 4, count: 50 }),
    changedAt(seven, { ...strengths, seed: 6, label: 7, epoch: 3, count: 50 }),
  ]
  const all = [images, ...others].flat().map((image) => image.join())
  expect(new Set(all).size).toBe(all.length)
})

test('an image is warped alike with and without styles', () => {
  const label = 3
  expect(changedAt(seven, { label, affine: 1, styles: 1, count: 50 })).toEqual(
    changedAt(seven, { label, affine: 1, styles: 0, count: 50 }),
  )
})

test('an empty image stays empty', () => {
  const empty = new Uint8Array(784)
  const images = changedAt(empty, { label: 1, affine: 2, styles: 2, count: 100 })
  expect(shareOf(images, (image) => isSame(image, empty))).toBe(1)
})

// Of 2000 images a share has a deviation of at most 0.011; the seed is fixed, so these never change.
test.each([
  { what: 'zeros', image: zero, label: 0, share: 0.25 },
  { what: 'ones', image: one, label: 1, share: 1 - 0.5 * 0.7 },
  { what: 'sevens', image: seven, label: 7, share: 0.3 },
  { what: 'twos', image: seven, label: 2, share: 0 },
])('styles draw on $share of the $what and take nothing away', ({ image, label, share }) => {
  const styled = changedAt(image, { label, styles: 1 })
  const drawn = shareOf(styled, (changed) => !isSame(changed, image))
  expect(Math.abs(drawn - share)).toBeLessThan(0.035)
  expect(styled.every((changed) => changed.every((v, place) => v >= (image[place] ?? 0)))).toBe(
    true,
  )
})

test('a strength of 2 draws on twice as many', () => {
  const styled = changedAt(zero, { label: 0, styles: 2 })
  expect(Math.abs(shareOf(styled, (image) => !isSame(image, zero)) - 0.5)).toBeLessThan(0.035)
})

/** What styles add to an image, wherever they add anything. */
const added = (image: Uint8Array, label: number) =>
  changedAt(image, { label, styles: 1 })
    .map((changed) => changed.map((value, place) => value - (image[place] ?? 0)))
    .filter((ink) => inked(ink).length > 0)

test('a slash goes from the lower left to the upper right of a zero', () => {
  for (const ink of added(zero, 0)) {
    const { x, y, xy } = moments(ink)
    expect(xy).toBeLessThan(-10)
    expect(Math.hypot(x - 14, y - 14)).toBeLessThan(4)
  }
})

test('a one gets a flag back and down from its top, a foot to both sides, or both', () => {
  const strokes = added(one, 1)
  const kindOf = (ink: Uint8Array) => {
    const spots = inked(ink)
    return {
      flag: spots.some(({ y }) => y < 14),
      foot: spots.some(({ y }) => y > 18),
      spots,
    }
  }
  const kinds = strokes.map(kindOf)
  const flags = kinds.filter(({ flag, foot }) => flag && !foot)
  const feet = kinds.filter(({ flag, foot }) => foot && !flag)
  expect(flags.length).toBeGreaterThan(500)
  expect(feet.length).toBeGreaterThan(200)
  expect(kinds.length - flags.length - feet.length).toBeGreaterThan(200)
  for (const { spots } of flags) {
    expect(spots.every(({ x, y }) => x <= 16 && y >= 2 && y <= 18)).toBe(true)
    expect(spots.some(({ x }) => x < 12)).toBe(true)
  }
  for (const { spots } of feet) {
    expect(spots.every(({ y }) => y >= 19)).toBe(true)
    expect(spots.some(({ x }) => x < 12) && spots.some(({ x }) => x > 16)).toBe(true)
  }
})

test('a bar crosses the stem of a seven', () => {
  for (const ink of added(seven, 7)) {
    const spots = inked(ink)
    expect(spots.every(({ y }) => y > 8 && y < 21)).toBe(true)
    expect(spots.some(({ x }) => x < 14) && spots.some(({ x }) => x > 18)).toBe(true)
  }
})
