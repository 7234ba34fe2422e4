import { expect, test } from 'vitest'
import { chanceFor } from '../../../electron/train/augment/chance.ts'
import { drawThickness, drawWarp } from '../../../electron/train/augment/draws.ts'
import { square } from './pictures.ts'

const images = Array.from({ length: 2000 }, (_, image) => image)

const degrees = Math.PI / 180
const limits = [
  { of: 'rotation', middle: 0, most: 15 * degrees },
  { of: 'shear', middle: 0, most: 0.25 },
  { of: 'width', middle: 1, most: 0.15 },
  { of: 'height', middle: 1, most: 0.15 },
  { of: 'right', middle: 0, most: 1.5 },
  { of: 'down', middle: 0, most: 1.5 },
] as const

test.each(limits)('$of keeps to its limits and uses all between them', ({ of, middle, most }) => {
  for (const strength of [0.5, 1, 2]) {
    const shares = images
      .map((image) => drawWarp(strength, square, chanceFor(1, 1, image))[of])
      .map((value) => (value - middle) / (most * strength))
    expect(Math.max(...shares.map(Math.abs))).toBeLessThanOrEqual(1 + 1e-9)
    expect(Math.min(...shares)).toBeLessThan(-0.99)
    expect(Math.max(...shares)).toBeGreaterThan(0.99)
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length
    expect(Math.abs(mean)).toBeLessThan(0.05)
  }
})

test('no two limits move together', () => {
  const shares = images.map((image) => {
    const drawn = drawWarp(1, square, chanceFor(1, 1, image))
    return limits.map(({ of, middle, most }) => (drawn[of] - middle) / most)
  })
  limits.forEach((_, a) => {
    limits.slice(a + 1).forEach((__, b) => {
      const product = shares.reduce((sum, row) => sum + (row[a] ?? 0) * (row[a + 1 + b] ?? 0), 0)
      expect(Math.abs(product / shares.length)).toBeLessThan(0.04)
    })
  })
})

test('half of the lines change their thickness, as many up as down', () => {
  const amounts = images.map((image) => drawThickness(1, chanceFor(1, 1, image)))
  const share = (holds: (amount: number) => boolean) =>
    amounts.filter(holds).length / amounts.length
  expect(Math.abs(share((amount) => amount > 0) - 0.25)).toBeLessThan(0.035)
  expect(Math.abs(share((amount) => amount < 0) - 0.25)).toBeLessThan(0.035)
  expect(Math.max(...amounts.map(Math.abs))).toBeLessThanOrEqual(0.5)
})

test('an image is shifted by the same share of its sides, however large it is', () => {
  for (const image of images.slice(0, 100)) {
    const small = drawWarp(1, { rows: 14, columns: 56 }, chanceFor(1, 1, image))
    const whole = drawWarp(1, square, chanceFor(1, 1, image))
    expect(small.down).toBeCloseTo(whole.down / 2, 12)
    expect(small.right).toBeCloseTo(2 * whole.right, 12)
  }
})

test('a strength of 0 draws no change', () => {
  for (const image of images) {
    const warp = drawWarp(0, square, chanceFor(1, 1, image))
    for (const { of, middle } of limits) expect(warp[of] - middle).toBeCloseTo(0, 15)
    expect(drawThickness(0, chanceFor(1, 1, image))).toBeCloseTo(0, 15)
  }
})
