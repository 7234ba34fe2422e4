import { expect, test } from 'vitest'
import { slopeOf } from '../../bench/slope.ts'

test('points on a line have its slope, whatever their order', () => {
  const points = [3, 0, 2, 1].map((x) => ({ x, y: 480 + 0.5 * x }))
  expect(slopeOf(points)).toBeCloseTo(0.5, 12)
})

test('one odd point among many hardly counts', () => {
  const flat = Array.from({ length: 101 }, (_, index) => ({ x: index / 100, y: 480 }))
  const odd = flat.map((point, index) => (index === 60 ? { ...point, y: 490 } : point))
  expect(Math.abs(slopeOf(odd))).toBeLessThan(0.2)
})

test('without two different steps there is no slope', () => {
  expect(slopeOf([])).toBeNaN()
  expect(slopeOf([{ x: 1, y: 480 }])).toBeNaN()
})
