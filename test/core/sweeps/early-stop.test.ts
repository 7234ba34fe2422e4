import { expect, test } from 'vitest'
import { decide } from '../../../electron/core/sweeps/early-stop.ts'

test('without a rule every trial goes on', () => {
  expect(decide('none', { own: 0.9, others: [0.1, 0.1, 0.1], epoch: 1 }).goesOn).toBe(true)
})

test.each([
  [0.2, [0.1, 0.2, 0.3], true, 0.2],
  [0.21, [0.1, 0.2, 0.3], false, 0.2],
  [0.16, [0.1, 0.1, 0.2, 0.3], false, 0.15000000000000002],
])('by the median a trial of %d beside %j goes on: %s', (own, others, goesOn, bar) => {
  expect(decide('median', { own, others, epoch: 3 })).toEqual({ goesOn, bar })
})

test('the median of fewer than three others ends nothing', () => {
  expect(decide('median', { own: 0.9, others: [0.1, 0.1], epoch: 1 })).toEqual({
    goesOn: true,
    bar: null,
  })
})

test.each([
  [0.1, [0.2], 1, true],
  [0.2, [0.1], 1, false],
  [0.2, [0.1, 0.3], 2, true],
  [0.2, [0.1, 0.15, 0.3], 4, false],
  [0.2, [0.1, 0.15, 0.3], 3, true],
  [0.9, [], 1, true],
])('halving: a trial of %d beside %j after epoch %i goes on: %s', (own, others, epoch, goesOn) => {
  expect(decide('halving', { own, others, epoch }).goesOn).toBe(goesOn)
})
