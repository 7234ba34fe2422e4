import { expect, test } from 'vitest'
import { histogramOf } from '../../electron/train/histogram.ts'

const of = (...values: readonly number[]) => histogramOf(Float32Array.from(values))
const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0)

test('every value is in one of 30 bins between the least and the largest', () => {
  const { least, most, counts } = of(
    ...Array.from({ length: 3000 }, (_, index) => index / 100 - 10),
  )
  expect([least, most]).toEqual([-10, Math.fround(19.99)])
  expect(counts).toHaveLength(30)
  expect(total(counts)).toBe(3000)
  for (const count of counts) expect(Math.abs(count - 100)).toBeLessThanOrEqual(1)
})

test('both edges belong to it', () => {
  const { counts } = of(0, 30)
  expect(counts[0]).toBe(1)
  expect(counts[29]).toBe(1)
})

test('equal values are in the first bin', () => {
  const { least, most, counts } = of(2, 2, 2)
  expect([least, most, counts[0], total(counts)]).toEqual([2, 2, 3, 3])
})

test('what is not finite is left out', () => {
  const { least, most, counts } = of(NaN, -1, Infinity, 1, -Infinity)
  expect([least, most, total(counts)]).toEqual([-1, 1, 2])
})

test.each([
  ['no values', []],
  ['nothing finite', [NaN, Infinity, -Infinity]],
])('%s have an empty histogram of finite numbers', (_, values) => {
  const histogram = of(...values)
  expect(histogram).toEqual({ least: 0, most: 0, counts: Array<number>(30).fill(0) })
  expect(JSON.parse(JSON.stringify(histogram))).toEqual(histogram)
})

test('the largest of all floats fit', () => {
  const largest = 3.4028234663852886e38
  const { least, most, counts } = of(-largest, 0, largest)
  expect([least, most, total(counts)]).toEqual([-largest, largest, 3])
})
