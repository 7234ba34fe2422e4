import { expect, test } from 'vitest'
import { comparedIn, mostCompared, runsIn } from '../../../renderer/lib/compared-address.ts'
import {
  comparedResults,
  differingRows,
  orderBy,
  sharedRows,
} from '../../../renderer/lib/compared-table.ts'
import { brushed, metricAxes, parameterAxes } from '../../../renderer/lib/parameter-axes.ts'
import { spreadText, verdictRows } from '../../../renderer/lib/verdict-rows.ts'
import { compared, reached, repeats } from '../../core/comparison/made-up-runs.ts'
import { aRun } from '../a-run.ts'

const wide = repeats('w', [98, 98.1, 98.05])
const narrow = repeats('n', [95, 95.2, 95.3], { config: { hidden: [32] } })

test('an address names runs and checkpoints, each once, and nothing else is taken from it', () => {
  const ids = 'aaaaaaaaaa,bbbbbbbbbb@3,aaaaaaaaaa,../../etc,cccccccccc@0,<b>'
  expect(runsIn(ids)).toEqual([{ id: 'aaaaaaaaaa' }, { id: 'bbbbbbbbbb', epoch: 3 }])
  expect(runsIn(['aaaaaaaaaa'])).toEqual([])
  const many = Array.from({ length: 99 }, (_, place) => String(place).padStart(10, '0'))
  expect(runsIn(many.join())).toHaveLength(mostCompared)
})

test('an address can name one of the runs as baseline, and what is compared', () => {
  const ids = 'aaaaaaaaaa,bbbbbbbbbb@3'
  expect(comparedIn({ ids, baseline: 'bbbbbbbbbb@3', by: 'run' })).toMatchObject({
    baseline: { id: 'bbbbbbbbbb', epoch: 3 },
    by: 'run',
  })
  expect(comparedIn({ ids, baseline: 'published' })).toMatchObject({ baseline: 'published' })
  expect(comparedIn({ ids, baseline: 'cccccccccc', by: 'all' })).not.toHaveProperty('baseline')
  expect(comparedIn({})).toBeUndefined()
})

test('intervals are drawn on one axis with 0 in it', async () => {
  const comparison = await compared([...wide, ...narrow])
  const [row] = verdictRows(comparison)
  expect(row).toMatchObject({ name: 'n1 (3 seeds)', verdict: 'Worse', tone: 'bad' })
  expect(row?.points).toBe('−2.88')
  const { zero = 0, low = 0, high = 0, at = 0 } = row?.drawn ?? {}
  expect(zero).toBeCloseTo(94)
  expect([low, at, high, zero].toSorted((a, b) => a - b)).toEqual([low, at, high, zero])
  expect(comparison.members.map(spreadText)).toEqual(['98.05 ± 0.05', '95.17 ± 0.15'])
})

test('the table has what differs, marks the best, and sorts by any row both ways', async () => {
  const comparison = await compared([...narrow, ...wide])
  const [hidden] = differingRows(comparison)
  expect(hidden?.cells.map(({ text, isOther }) => [text, isOther])).toEqual([
    ['32', false],
    ['500', true],
  ])
  expect(sharedRows(comparison).map(({ key }) => key)).toContain('learningRate')
  const [error] = comparedResults(comparison)
  expect(error?.cells.map(({ text, isBest }) => [text, isBest])).toEqual([
    ['4.83', false],
    ['1.95', true],
  ])
  expect(orderBy(error, 2, false)).toEqual([1, 0])
  expect(orderBy(error, 2, true)).toEqual([0, 1])
  expect(orderBy(undefined, 2, false)).toEqual([0, 1])
})

test('what has no value comes last, whichever way a row is sorted', async () => {
  const none = { ...reached(98, { id: 'none', config: { batch: 10 } }), final: null, epochs: [] }
  const comparison = await compared([none, ...wide])
  const [error] = comparedResults(comparison)
  expect(orderBy(error, 2, false)).toEqual([1, 0])
  expect(orderBy(error, 2, true)).toEqual([1, 0])
})

test('axes are what differs and what came of it; rates over decades lie by their logarithm', () => {
  const runs = [0.0001, 0.001, 0.01].map((learningRate, place) =>
    aRun({
      id: `r${String(place)}`,
      config: { learningRate, ...(place === 0 && { trainImages: 500 }) },
    }),
  )
  const [rate, images, ...others] = parameterAxes(runs)
  expect(others).toEqual([])
  expect(runs.map((run) => rate?.at(run))).toEqual([0, expect.closeTo(0.5), 1])
  expect(runs.map((run) => images?.text(run))).toEqual(['500', 'all', 'all'])
  expect(runs.map((run) => images?.at(run))).toEqual([0, 1, 1])
  expect(metricAxes(runs).map(({ key }) => key)).not.toContain('handwriting-error')
})

test('runs are picked that lie in every brush', () => {
  const runs = [0.0001, 0.001, 0.01].flatMap((learningRate, row) =>
    [50, 100].map((batch) =>
      aRun({ id: `r${String(row)}b${String(batch)}`, config: { learningRate, batch } }),
    ),
  )
  const axes = parameterAxes(runs)
  const pick = (...brushes: readonly (readonly [string, number, number])[]) =>
    brushed(runs, axes, new Map(brushes.map(([key, from, to]) => [key, { from, to }])))
  expect(pick()).toHaveLength(6)
  expect(pick(['learning-rate', 0.4, 1])).toHaveLength(4)
  expect(pick(['learning-rate', 0.4, 1], ['batch', 0, 0.5])).toEqual(['r1b5000000', 'r2b5000000'])
})
