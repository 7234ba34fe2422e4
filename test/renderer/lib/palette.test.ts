import { expect, test } from 'vitest'
import { findItems, indexOf, runItem } from '../../../renderer/lib/palette.ts'
import { aRun } from '../a-run.ts'

const item = (label: string, alsoKnownAs = '') => ({
  key: label,
  label,
  alsoKnownAs,
  act: () => undefined,
})
const labels = (search: string, ...items: Parameters<typeof item>[]) =>
  findItems(indexOf(items.map((args) => item(...args))), search, 50).map(({ label }) => label)

test('what begins with the search comes first, then words that do, then the rest', () => {
  expect(labels('ref', ['Unrefined'], ['New reference'], ['Reference'], ['Other', 'ref'])).toEqual([
    'Reference',
    'New reference',
    'Unrefined',
    'Other',
  ])
})

test('all words of the search must occur, in any order and case', () => {
  expect(labels('SEED wider', ['Wider 1000, seed 2'], ['Wider 1000'])).toEqual([
    'Wider 1000, seed 2',
  ])
})

test('without a search things are in their order, and never more than asked for', () => {
  const index = indexOf(Array.from({ length: 20 }, (_, at) => item(`Run ${String(at)}`)))
  expect(findItems(index, ' ', 3).map(({ label }) => label)).toEqual(['Run 0', 'Run 1', 'Run 2'])
  expect(findItems(index, 'run', 3)).toHaveLength(3)
})

test('a run is found by its name, its tags and its id', () => {
  const run = runItem(aRun({ id: 'k7', name: '<b>4</b>', tags: ['class 3b'] }), '', () => undefined)
  const index = indexOf([run])
  for (const search of ['<b>4', '3b', 'k700000000'])
    expect(findItems(index, search, 5)).toEqual([run])
  expect(findItems(index, 'nothing', 5)).toEqual([])
})
