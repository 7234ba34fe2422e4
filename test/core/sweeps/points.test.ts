import * as fc from 'fast-check'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { SweepSpec } from '../../../electron/contract/sweeps.ts'
import { configOf, plannedRuns } from '../../../electron/core/sweeps/points.ts'

const spec = (given: v.InferInput<typeof SweepSpec>) => v.parse(SweepSpec, given)

test('the last axis of a grid changes fastest, and each configuration has its repeats together', () => {
  const grid = spec({
    config: { seed: 5 },
    axes: [
      { kind: 'values', setting: 'hidden', values: [[16], [512, 256]] },
      { kind: 'values', setting: 'batch', values: [50, 100] },
    ],
    repeats: 2,
  })
  expect(plannedRuns(grid)).toBe(8)
  const made = Array.from({ length: 8 }, (_, index) => configOf(grid, index + 1))
  expect(made.map(({ hidden, batch, seed }) => [hidden.join('-'), batch, seed])).toEqual([
    ['16', 50, 5],
    ['16', 50, 6],
    ['16', 100, 5],
    ['16', 100, 6],
    ['512-256', 50, 5],
    ['512-256', 50, 6],
    ['512-256', 100, 5],
    ['512-256', 100, 6],
  ])
})

test('a budget of runs is spent on whole configurations', () => {
  const search = spec({
    config: {},
    axes: [{ kind: 'range', setting: 'dropout', from: 0, to: 0.5, isLog: false }],
    budget: { kind: 'runs', runs: 20 },
    repeats: 3,
  })
  expect(plannedRuns(search)).toBe(18)
})

test('what is drawn lies in its range, is whole where it must be, and covers both ends', () => {
  const search = spec({
    config: {},
    axes: [
      { kind: 'range', setting: 'batch', from: 1, to: 3, isLog: false },
      { kind: 'range', setting: 'hidden', from: 1, to: 4, isLog: true },
      { kind: 'values', setting: 'activation', values: ['relu', 'tanh'] },
    ],
    budget: { kind: 'runs', runs: 200 },
  })
  const made = Array.from({ length: 200 }, (_, index) => configOf(search, index + 1))
  expect(new Set(made.map(({ batch }) => batch))).toEqual(new Set([1, 2, 3]))
  expect(new Set(made.map(({ hidden }) => hidden.join()))).toEqual(new Set(['1', '2', '3', '4']))
  expect(new Set(made.map(({ activation }) => activation))).toEqual(new Set(['relu', 'tanh']))
})

test('a trial depends on the search seed and its number alone', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      fc.integer({ min: 1, max: 900 }),
      (searchSeed, trial) => {
        const given = {
          config: {},
          axes: [{ kind: 'range', setting: 'learningRate', from: 1e-5, to: 1, isLog: true }],
          searchSeed,
        } as const
        const few = spec({ ...given, axes: [...given.axes], budget: { kind: 'runs', runs: trial } })
        const more = { ...few, budget: { kind: 'runs', runs: 1000 } } as const
        const { learningRate } = configOf(few, trial)
        expect(configOf(more, trial).learningRate).toBe(learningRate)
        expect(learningRate).toBeGreaterThanOrEqual(1e-5)
        expect(learningRate).toBeLessThanOrEqual(1)
      },
    ),
  )
})

test.each([
  [{ axes: [] }, /needs a setting with several values or a range/],
  [{ axes: [values('batch', [1, 1])] }, /batch 1 is given twice/],
  [{ axes: [values('batch', [1, 2]), values('batch', [3])] }, /batch it is given twice/],
  [{ axes: [values('batch', [0])] }, /batch 0: Batch size must be a whole number/],
  [{ axes: [values('seed', [1, 2])], repeats: 2 }, /not both/],
  [{ axes: [ranged('dropout', 0, 0.5)] }, /needs a budget/],
  [{ axes: [values('batch', [1])], budget: { kind: 'runs', runs: 2 } }, /budget is for ranges/],
  [
    { axes: [ranged('dropout', 0, 0.5)], budget: { kind: 'runs', runs: 2 }, repeats: 3 },
    /2 runs are fewer than the 3 repeats/,
  ],
  [
    { axes: [values('batch', [1, 2, 3, 4]), values('seed', [...Array(300).keys()])] },
    /make 1200 runs; at most 1000/,
  ],
  [{ axes: [ranged('activation', 0, 1)] }, /activation 0\.\.1: it is not a number/],
])('%j is no sweep', (given, message) => {
  const parsed = v.safeParse(SweepSpec, { config: {}, ...given })
  expect(parsed.issues?.[0].message).toMatch(message)
})

function values(setting: string, list: readonly unknown[]) {
  return { kind: 'values', setting, values: list }
}

function ranged(setting: string, from: number, to: number) {
  return { kind: 'range', setting, from, to, isLog: false }
}

test('a combination that no run can have is named', () => {
  const grid = spec({
    config: {},
    axes: [
      { kind: 'values', setting: 'validation', values: [0.1, 0] },
      { kind: 'values', setting: 'patience', values: [3] },
    ],
  })
  expect(() => configOf(grid, 2)).toThrow(
    'Run 2 of the sweep, validation 0, patience 3: Patience and keep best need a validation share above 0',
  )
})
