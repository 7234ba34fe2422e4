import { expect, test } from 'vitest'
import { dropoutMasks } from '../../electron/train/dropout.ts'

function mask(dropout: number, { seed = 1, step = 1, layer = 0, count = 100_000 } = {}) {
  const maskOf = dropoutMasks({ seed, dropout })
  return maskOf === null ? null : maskOf(step, layer, count)
}

test('without dropout there is no mask', () => {
  expect(mask(0)).toBeNull()
})

test.each([0.1, 0.5, 0.9])('a share of %d is left out, and the rest makes up for it', (dropout) => {
  const values = mask(dropout) ?? new Float32Array()
  const kept = Math.fround(1 / (1 - dropout))
  expect(values.every((value) => value === 0 || value === kept)).toBe(true)
  const share = values.filter((value) => value === 0).length / values.length
  expect(Math.abs(share - dropout)).toBeLessThan(0.005)
})

test('a mask follows from seed, step and layer alone', () => {
  expect(mask(0.5)).toEqual(mask(0.5))
  expect(mask(0.5, { count: 10 })).toEqual(mask(0.5)?.slice(0, 10))
})

test('masks of other seeds, steps and layers, and neighbours in one, have nothing in common', () => {
  const values = mask(0.5) ?? new Float32Array()
  const others = [
    mask(0.5, { seed: 2 }),
    mask(0.5, { step: 2 }),
    mask(0.5, { layer: 1 }),
    mask(0.5, { seed: 0 }),
    mask(0.5, { step: 2, seed: 0 }),
    ...[1, 2, 3, 500].map((shift) =>
      Float32Array.from([...values.subarray(shift), ...values.subarray(0, shift)]),
    ),
  ]
  for (const other of others) {
    const alike = values.filter((value, index) => value === other?.[index]).length / values.length
    expect(Math.abs(alike - 0.5)).toBeLessThan(0.01)
  }
})
