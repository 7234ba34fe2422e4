import { describe, expect, test } from 'vitest'
import type { Dataset } from '../../../../electron/contract/datasets.ts'
import {
  otherSets,
  ownSets,
  runsAlike,
  setOf,
  setWords,
} from '../../../../renderer/lib/evaluation/evaluated-sets.ts'
import { mnist } from '../../../../renderer/lib/reference.ts'
import { aRun } from '../../a-run.ts'

const aDataset = (given: Partial<Dataset>): Dataset => ({
  ...aRun().dataset,
  id: 'mnist',
  train: 60_000,
  test: 10_000,
  sha256: '',
  isOwn: false,
  bytes: 0,
  addedAt: null,
  sources: [],
  ...given,
})
const datasets = [
  aDataset({ id: mnist.id }),
  aDataset({ id: 'usps', test: 2007 }),
  aDataset({ id: 'small', rows: 8, columns: 8 }),
  aDataset({ id: 'letters', classes: ['a', 'b'] }),
]

describe('a run can be evaluated on', () => {
  test('its test and training images', () => {
    expect(ownSets(aRun(), datasets)).toEqual([
      { value: 'test', label: 'Test 10,000' },
      { value: 'train', label: 'Train' },
    ])
  })

  test('validation images where it keeps some, and my handwriting where there is some', () => {
    const run = aRun({ config: { validation: 0.1 }, handwriting: { error: 0, images: 46 } })
    expect(ownSets(run, datasets).map(({ label }) => label)).toEqual([
      'Test 10,000',
      'Train',
      'Validation',
      'My handwriting 46',
    ])
  })

  test('other data sets of the same form', () => {
    expect(otherSets(aRun(), datasets)).toEqual([{ value: 'data:usps', label: 'usps 2,007' }])
  })
})

test('an address names a set, or means the test images', () => {
  expect(['train', 'data:usps', 'nonsense', undefined, ['train']].map(setOf)).toEqual([
    'train',
    'data:usps',
    'test',
    'test',
    'test',
  ])
  expect(setWords('data:usps')).toBe('the test images of usps')
})

test('runs are compared where they read the same images', () => {
  const saved = { weightsSha256: 'w' }
  const run = aRun({ id: 'a', ...saved })
  const others = [
    aRun({ id: 'same', ...saved }),
    aRun({ id: 'untrained' }),
    aRun({ id: 'fewer', config: { trainImages: 100 }, ...saved }),
    aRun({ id: 'usps', dataset: { ...run.dataset, id: 'usps' }, ...saved }),
    aRun({ id: 'small', dataset: { ...run.dataset, rows: 8 }, ...saved }),
  ]
  const names = (set: string) => runsAlike(run, others, set).map(({ name }) => name)
  expect(names('test')).toEqual(['same', 'fewer'])
  expect(names('train')).toEqual(['same'])
  expect(names('data:usps')).toEqual(['same', 'fewer', 'usps'])
})
