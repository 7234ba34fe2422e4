import { describe, expect, test } from 'vitest'
import { runColumns } from '../../../electron/contract/run-columns.ts'
import {
  columnsDropped,
  columnsMoved,
  columnsResized,
  columnsToChoose,
  columnsWith,
} from '../../../renderer/lib/column-changes.ts'
import { gridTracks } from '../../../renderer/lib/grid-tracks.ts'
import {
  firstView,
  listColumnOf,
  listColumns,
  seenColumns,
  sortAfterClick,
  type ListColumn,
} from '../../../renderer/lib/list-columns.ts'

const keys = (columns: readonly { readonly key: string }[]) => columns.map(({ key }) => key)
const columnOf = (key: string) => listColumnOf(key) as ListColumn

test('every fact of the contract can be a column, with words of its own', () => {
  const missing = runColumns.filter(({ key }) => key !== 'colour' && !listColumnOf(key))
  expect(missing).toEqual([])
  expect(listColumns.filter(({ key, label }) => label === key)).toEqual([])
})

describe('a narrow list', () => {
  test.each([
    [1200, 13],
    [1072, 12],
    [950, 10],
    [848, 9],
  ])('of %i pixels has %i of the first columns', (width, count) => {
    const seen = seenColumns(firstView, width)
    expect(seen).toHaveLength(count)
    expect(gridTracks(seen, width).leastWidth).toBeLessThanOrEqual(width)
  })

  test('keeps every column that somebody chose, and scrolls', () => {
    const columns = columnsWith(firstView.columns, 'optimizer', true)
    const seen = seenColumns({ columns }, 600)
    expect(seen).toHaveLength(columns.length)
    expect(gridTracks(seen, 600).leastWidth).toBeGreaterThan(600)
  })
})

test('an unknown column of an old view is left out', () => {
  expect(keys(seenColumns({ columns: [{ key: 'name' }, { key: 'gone' }] }, 900))).toEqual(['name'])
})

describe('columns', () => {
  const columns = [{ key: 'name' }, { key: 'status' }, { key: 'batch' }]

  test('move by places, but not beyond the ends', () => {
    expect(keys(columnsMoved(columns, 'batch', -1))).toEqual(['name', 'batch', 'status'])
    expect(columnsMoved(columns, 'name', -1)).toBe(columns)
    expect(columnsMoved(columns, 'batch', 1)).toBe(columns)
  })

  test('drop onto the place of another one', () => {
    expect(keys(columnsDropped(columns, 'batch', 'name'))).toEqual(['batch', 'name', 'status'])
    expect(keys(columnsDropped(columns, 'name', 'batch'))).toEqual(['status', 'batch', 'name'])
  })

  test('have widths between 30 and 1000 whole pixels', () => {
    expect(columnsResized(columns, 'batch', 80.6)[2]).toEqual({ key: 'batch', width: 81 })
    expect(columnsResized(columns, 'batch', -5)[2]).toEqual({ key: 'batch', width: 30 })
    expect(columnsResized(columns, 'batch', 5000)[2]).toEqual({ key: 'batch', width: 1000 })
  })

  test('come and go, all but the name', () => {
    expect(keys(columnsWith(columns, 'seed', true))).toEqual(['name', 'status', 'batch', 'seed'])
    expect(keys(columnsWith(columns, 'status', false))).toEqual(['name', 'batch'])
    expect(columnsWith(columns, 'name', false)).toBe(columns)
  })

  test('that are hidden can be chosen after those that are shown', () => {
    const choices = columnsToChoose(columns)
    expect(choices.slice(0, 3).every(({ isShown }) => isShown)).toBe(true)
    expect(choices).toHaveLength(listColumns.length)
  })
})

test('a click turns the order round, a click on another column begins anew', () => {
  const first = sortAfterClick(firstView.sort, columnOf('best-error'))
  expect(first).toEqual({ by: 'best-error', isDescending: false })
  expect(sortAfterClick(first, columnOf('best-error')).isDescending).toBe(true)
  expect(sortAfterClick(first, columnOf('started'))).toEqual({ by: 'created', isDescending: true })
})
