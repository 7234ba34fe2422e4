import { describe, expect, test } from 'vitest'
import { mnistShape } from '../../../electron/contract/datasets.ts'
import type { Run } from '../../../electron/contract/entities.ts'
import {
  epochOf,
  mostReaders,
  readableRuns,
  readersOf,
  usualReader,
} from '../../../renderer/lib/readers.ts'
import { aRun, type Given } from '../a-run.ts'

const trained = (id: string, given: Given = {}) => aRun({ id, weightsSha256: 'ab', ...given })
const scored = (id: string, error: number, given: Given = {}) =>
  trained(id, {
    final: { train: { loss: 0, error: 0 }, test: { loss: 0, error } },
    ...given,
  })
const names = (runs: readonly Run[]) => runs.map(({ name }) => name)
const small = { ...mnistShape, rows: 20, columns: 20, id: 'small', sha256: null }
const letters = { ...mnistShape, classes: ['a', 'b'], id: 'letters', sha256: null }

test('only runs with weights can read, also those that were stopped', () => {
  const runs = [
    aRun({ id: 'waiting', state: { status: 'queued', isHeld: false } }),
    trained('stopped', { state: { status: 'stopped' } }),
    trained('small', { dataset: small }),
    trained('letters', { dataset: letters }),
  ]
  expect(names(readableRuns(runs))).toEqual(['stopped', 'letters'])
})

test('where none is asked for, the newest pinned run reads, or else the newest', () => {
  const runs = [
    trained('old', { createdAt: 1 }),
    trained('new', { createdAt: 3 }),
    trained('middle', { createdAt: 2 }),
  ]
  expect(usualReader(runs)?.name).toBe('new')
  expect(usualReader([...runs, trained('pinned', { createdAt: 0, isPinned: true })])?.name).toBe(
    'pinned',
  )
  expect(usualReader([])).toBeUndefined()
})

describe('side by side', () => {
  test('the best run comes first, one without a score last', () => {
    const runs = [scored('b', 0.02), trained('none', { final: null }), scored('a', 0.01)]
    expect(names(readersOf(runs, undefined).runs)).toEqual(['a', 'b', 'none'])
  })

  test('runs for other images or classes are left out and counted', () => {
    const runs = [
      scored('a', 0.01),
      trained('small', { dataset: small }),
      trained('letters', { dataset: letters }),
      aRun({ id: 'untrained' }),
    ]
    expect(readersOf(runs, undefined)).toMatchObject({ passedOver: 0, unfit: 2 })
    expect(names(readersOf(runs, undefined).runs)).toEqual(['a'])
  })

  test('of more than 50 the best answer, with those that are pinned or chosen', () => {
    const runs = Array.from({ length: mostReaders + 5 }, (_, place) =>
      scored(`r${String(place)}`, place / 1000, { isPinned: place === mostReaders + 3 }),
    )
    const worst = runs.at(-1)?.id
    const readers = readersOf(runs, worst)
    expect(readers.passedOver).toBe(5)
    expect(names(readers.runs)).toHaveLength(mostReaders)
    expect(names(readers.runs).slice(-3)).toEqual(['r47', 'r53', 'r54'])
  })
})

test.each([
  ['3', 3],
  [undefined, undefined],
  ['0', undefined],
  ['1.5', undefined],
  ['last', undefined],
  [['1', '2'], undefined],
])('an address with epoch %j asks for epoch %j', (query, epoch) => {
  expect(epochOf(query)).toBe(epoch)
})
