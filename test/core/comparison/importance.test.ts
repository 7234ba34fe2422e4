import { expect, test } from 'vitest'
import { referenceConfig, type TrainConfig } from '../../../electron/contract/train-config.ts'
import { importanceOf, type Trial } from '../../../electron/core/comparison/importance.ts'

const trial = (accuracy: number, config: Partial<TrainConfig>): Trial => ({
  accuracy,
  config: { ...referenceConfig, ...config },
})

/** Hidden units decide nearly all, the batch nothing. */
const grid = [32, 128, 500].flatMap((units, row) =>
  [50, 100].flatMap((batch) =>
    [1, 2].map((seed) => trial(0.9 + 0.03 * row + 0.0001 * seed, { hidden: [units], batch, seed })),
  ),
)

test('the setting that goes with the accuracy comes first, and one that does nothing has no share', () => {
  const found = importanceOf(grid)
  expect(found?.settings.map(({ setting }) => setting)).toEqual(['hidden', 'batch'])
  expect(found?.settings[0]?.share).toBeGreaterThan(0.99)
  expect(found?.settings[1]?.share).toBe(0)
  expect(found?.remarks).toEqual([])
})

test('few runs are said to be few', () => {
  expect(importanceOf(grid.slice(0, 2))).toBeNull()
  expect(importanceOf(grid.slice(0, 8))?.remarks[0]).toMatch(/^Only 8 runs/)
})

test('settings that always changed together are named', () => {
  const tied = grid.map(({ accuracy, config }) =>
    trial(accuracy, { ...config, epochs: config.batch }),
  )
  expect(importanceOf(tied)?.remarks).toContain(
    'batch and epochs always changed together, so their shares cannot be told apart',
  )
})

test('a number that each run has of its own is looked at in four ranges', () => {
  const search = Array.from({ length: 20 }, (_, place) =>
    trial(place < 10 ? 0.9 : 0.95, { learningRate: 0.0001 * (place + 1) }),
  )
  const [rate] = importanceOf(search)?.settings ?? []
  expect(rate).toMatchObject({ setting: 'learningRate', values: 4 })
  expect(rate?.share).toBeGreaterThan(0.99)
})

test('runs that differ in the seed alone say nothing of settings', () => {
  expect(importanceOf([1, 2, 3].map((seed) => trial(0.9, { seed })))).toBeNull()
})
