import { csvParseRows } from 'd3-dsv'
import { csvFormatRows } from 'd3-dsv'
import { describe, expect, test } from 'vitest'
import { csvCell, runRows } from '../../electron/contract/csv.ts'
import { columnNamed, columnNames, runColumns } from '../../electron/contract/run-columns.ts'
import { compareValues, sortRuns } from '../../electron/contract/sort-runs.ts'
import { referenceConfig } from '../../electron/contract/train-config.ts'
import { aRun } from '../renderer/a-run.ts'

describe('a column', () => {
  test.each(['learning-rate', 'learning_rate', 'Learning rate', 'learningRate', 'LR', 'rate'])(
    'is known as %s',
    (name) => {
      expect(columnNamed(name)?.value(aRun())).toBe(0.001)
    },
  )

  test('has a name of its own, and so has every setting', () => {
    expect(new Set(columnNames).size).toBe(columnNames.length)
    for (const setting of [...Object.keys(referenceConfig), 'trainImages'])
      expect(columnNamed(setting), setting).toBeDefined()
    for (const name of columnNames) expect(columnNamed(name), name).toBeDefined()
  })

  test.each(['__proto__', 'constructor', 'toString', '', 'config'])('is not %s', (name) => {
    expect(columnNamed(name)).toBeUndefined()
  })

  test('has a value of its kind, or none', () => {
    const types = { text: 'string', list: 'object', flag: 'boolean' } as const
    for (const { key, kind, value } of runColumns) {
      const found = value(aRun({ startedAt: 5, tags: ['a'] }))
      const expected = kind in types ? types[kind as keyof typeof types] : 'number'
      if (found !== null) expect(typeof found, key).toBe(expected)
    }
  })
})

test('the third score is known as handwriting, by its error and by what is right', () => {
  const scored = aRun({ handwriting: { error: 0.25, images: 8 } })
  expect(columnNamed('handwriting')?.value(scored)).toBe(0.25)
  expect(columnNamed('handwriting-right')?.value(scored)).toBe(0.75)
  expect(columnNamed('handwriting-right')?.value(aRun())).toBeNull()
})

describe('in order', () => {
  const best = (error: number) => ({ epoch: 1, test: { loss: 1, error } })
  const runs = [
    aRun({ id: 'a', name: 'Run 10', createdAt: 1, best: best(0.03), config: { hidden: [128] } }),
    aRun({ id: 'b', name: 'Run 9', createdAt: 2, best: null, config: { hidden: [] } }),
    aRun({ id: 'c', name: 'run 1', createdAt: 3, best: best(0.02), config: { hidden: [64, 64] } }),
  ]
  const order = (by: string, isDescending = false) =>
    sortRuns(runs, { by, isDescending })
      .map(({ id }) => id.charAt(0))
      .join('')

  test('texts go by the numbers in them and in any case', () => {
    expect([order('name'), order('name', true)]).toEqual(['cba', 'abc'])
  })

  test('runs without a value come last, either way', () => {
    expect([order('best-error'), order('best', true)]).toEqual(['cab', 'acb'])
    expect(compareValues([], ['a'], true)).toBeGreaterThan(0)
  })

  test('hidden layers go by how large the network is', () => {
    expect(order('hidden')).toBe('bca')
  })

  test('runs that are alike, or of no such column, are newest first', () => {
    expect([order('batch'), order('batch', true), order('gone')]).toEqual(['cba', 'cba', 'cba'])
  })
})

describe('a cell', () => {
  test.each(['=cmd()', '+1', '-1', '@x', '\t=1', '\r=1', '\n=1', '＝1', '＋1', '－1', '＠1'])(
    'that would be a formula is none: %j',
    (text) => {
      expect(csvCell(text)).toBe(`'${text}`)
      expect(csvCell([text, 'b'])).toBe(`'${text}, b`)
    },
  )

  test.each<[Parameters<typeof csvCell>[0], string]>([
    [-1.5, '-1.5'],
    [1e-8, '1e-8'],
    [null, ''],
    [true, 'true'],
    [[], ''],
    ['a=b', 'a=b'],
    ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
  ])('%j is %j', (value, cell) => {
    expect(csvCell(value)).toBe(cell)
  })

  test('comes back from a CSV file, whatever is in it', () => {
    const note = 'one, "two"\nthree; \u202e😀'
    const columns = ['name', 'note', 'error', 'started'].flatMap((name) => columnNamed(name) ?? [])
    const run = aRun({ name: '=cmd()', note, startedAt: Date.UTC(2026, 0, 31, 17) })
    const rows = runRows([run], columns)
    expect(csvParseRows(csvFormatRows(rows.map((row) => [...row])))).toEqual([
      ['name', 'note', 'test-error', 'started'],
      ["'=cmd()", note, '0.019', '2026-01-31T17:00:00.000Z'],
    ])
  })
})
