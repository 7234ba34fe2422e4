import { describe, expect, test } from 'vitest'
import { cellOf, publishedText, spreadOf } from '../../../renderer/lib/list-cells.ts'
import { listColumnOf, type ListColumn } from '../../../renderer/lib/list-columns.ts'
import { aRun, type Given } from '../a-run.ts'

const columnOf = (key: string) => listColumnOf(key) as ListColumn
const context = { now: 3_600_000, baseline: { error: 0.0187, dataset: 'mnist' } }
const cell = (key: string, given: Given = {}) => cellOf(columnOf(key), aRun(given), context)

test.each([
  ['test-error', '1.90'],
  ['delta', '+0.03'],
  ['test-loss', '0.0700'],
  ['duration', '20.0 s'],
  ['learning-rate', '0.001'],
  ['hidden', '500'],
  ['best-epoch', '5'],
  ['parameters', '397,510'],
  ['pinned', 'no'],
  ['tags', '–'],
  ['size', '–'],
  ['started', '59 min ago'],
])('the cell %s reads %s', (key, text) => {
  expect(cell(key).text).toBe(text)
})

test('a hyperparameter that is not the reference’s stands out', () => {
  expect(cell('batch').tone).toBe('plain')
  expect(cell('batch', { config: { batch: 32 } }).tone).toBe('strong')
})

test('a run that is better than the baseline is good', () => {
  const best = { epoch: 1, test: { loss: 1, error: 0.018 } }
  expect(cell('delta', { best })).toMatchObject({ text: '−0.07', tone: 'good' })
  expect(cell('delta', { best: null }).text).toBe('–')
})

test('the published result has its errors, its settings and no difference', () => {
  const texts = ['train-error', 'test-error', 'hidden', 'seed', 'delta', 'duration']
  expect(texts.map((key) => publishedText(columnOf(key)))).toEqual([
    '0.56',
    '1.87',
    '500',
    '–',
    '0.00',
    '–',
  ])
})

describe('the runs of a group', () => {
  const withError = (error: number) => aRun({ best: { epoch: 1, test: { loss: 1, error } } })
  const runs = [withError(0.02), withError(0.03), withError(0.04), aRun({ best: null })]

  test('have a mean and the deviation of a sample', () => {
    expect(spreadOf(columnOf('best-error'), runs, null)).toEqual({
      mean: '3.00',
      deviation: '1.00',
    })
    expect(spreadOf(columnOf('delta'), runs, { error: 0.01, dataset: 'mnist' })).toEqual({
      mean: '+2.00',
      deviation: '1.00',
    })
  })

  test('of one value have no deviation, and of texts no mean', () => {
    expect(spreadOf(columnOf('best-error'), [withError(0.02)], null)?.deviation).toBe('')
    expect(spreadOf(columnOf('optimizer'), runs, null)).toBeNull()
    expect(spreadOf(columnOf('best-error'), [aRun({ best: null })], null)).toBeNull()
  })
})

test('a cell that tells no moment does not look at the clock', () => {
  const still = {
    get now(): number {
      throw new Error('The clock was read.')
    },
    baseline: null,
  }
  expect(cellOf(columnOf('best-error'), aRun(), still)).toBeDefined()
  expect(() => cellOf(columnOf('started'), aRun(), still)).toThrow('The clock was read.')
})
