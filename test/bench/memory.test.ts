import { expect, test } from 'vitest'
import { growthOf } from '../../bench/benchmarks/memory.ts'

/** Memory of 17 epochs of 600 steps: garbage is collected three times an epoch, and something may stay. */
const samples = (keptBytesAStep: number) =>
  Array.from({ length: 170 }, (_, index) => {
    const step = 10_201 + 60 * index
    return { step, bytes: 460e6 + (step % 200) * 1e5 + step * keptBytesAStep }
  })

test('garbage that comes and goes is no growth', () => {
  expect(growthOf(samples(0))).toBeCloseTo(0, 3)
})

test('what stays is growth, in bytes for 10,000 steps', () => {
  expect(growthOf(samples(200))).toBeCloseTo(2e6, -3)
})

test('memory that was never sampled is no number', () => {
  expect(growthOf([])).toBeNaN()
})
