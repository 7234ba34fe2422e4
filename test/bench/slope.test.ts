import { expect, test } from 'vitest'
import { slopeOf } from '../../bench/slope.ts'

test('points on a line have its slope, whatever their order', () => {
  const points = [3, 0, 2, 1].map((x) => ({ x, y: 480 + 0.5 * x }))
  expect(slopeOf(points)).toBeCloseTo(0.5, 12)
})

test('points far from the others hardly count, at an end either', () => {
  const rising = Array.from({ length: 17 }, (_, index) => ({ x: index, y: 480 + 0.5 * index }))
  const odd = rising.map((point) => (point.x < 2 || point.x === 9 ? { ...point, y: 530 } : point))
  expect(slopeOf(odd)).toBeCloseTo(0.5, 12)
})

test('steps up are growth, however long each lasts', () => {
  const steps = Array.from({ length: 18 }, (_, index) => ({
    x: index,
    y: 6 * Math.floor(index / 6),
  }))
  expect(slopeOf(steps)).toBeGreaterThan(0.5)
})

test('without two different steps there is no slope', () => {
  expect(slopeOf([])).toBeNaN()
  expect(slopeOf([{ x: 1, y: 480 }])).toBeNaN()
})
