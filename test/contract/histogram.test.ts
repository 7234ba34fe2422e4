import { expect, test } from 'vitest'
import { countOf, spreadOf } from '../../electron/contract/histogram.ts'

const of = (least: number, most: number, ...counts: readonly number[]) => ({ least, most, counts })

test('a histogram counts its values', () => {
  expect(countOf(of(0, 1, 1, 2, 3))).toBe(6)
})

test('two equal heaps are half their distance from their mean', () => {
  expect(spreadOf(of(-2, 2, 5, 5))).toBe(1)
  expect(spreadOf(of(10, 14, 0, 1, 0, 1))).toBe(1)
})

test.each([
  ['nothing', of(0, 0, 0, 0)],
  ['equal values', of(3, 3, 7, 0)],
])('%s has no spread', (_, histogram) => {
  expect(spreadOf(histogram)).toBe(0)
})
