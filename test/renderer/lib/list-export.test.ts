import { csvParse } from 'd3-dsv'
import { expect, test } from 'vitest'
import { listAsCsv, listAsJson } from '../../../renderer/lib/list-export.ts'
import { aRun } from '../a-run.ts'

const list = {
  columns: ['name', 'tags', 'delta'],
  baseline: { error: 0.01, dataset: 'mnist' },
  name: '',
}
const hostile = ['<img src=x onerror=alert(1)>', '=cmd()', '\u202Egnp.exe', '🧪 "a", b\nc']

test('names are texts in both forms, and no formula in a spreadsheet', () => {
  const runs = hostile.map((name) => aRun({ name }))
  const [first, second, ...others] = csvParse(listAsCsv(runs, list)).map(({ name }) => name)
  expect(first).toBe(hostile[0])
  expect(second).toBe("'=cmd()")
  expect(others).toEqual(hostile.slice(2))
  expect(JSON.parse(listAsJson(runs, list))).toMatchObject(hostile.map((name) => ({ name })))
})

test('columns stand in the order of the list, the difference is that from the baseline', () => {
  const best = { epoch: 1, test: { loss: 1, error: 0.03 } }
  const csv = listAsCsv([aRun({ name: 'One', tags: ['a', 'b'], best })], list)
  expect(csv.split('\n')[0]).toBe('name,tags,delta')
  expect(csvParse(csv)[0]).toMatchObject({ name: 'One', tags: 'a, b' })
  expect(Number(csvParse(csv)[0]?.['delta'])).toBeCloseTo(0.02)
})
