import { expect, test } from 'vitest'
import { toSeries } from '../../../renderer/lib/chart-series.ts'
import { tableRows } from '../../../renderer/lib/chart-table.ts'
import { aLiveRun, anEpoch, points } from '../curves.ts'

const view = { figure: 'error', axis: 'step', smoothing: 0 } as const
const seriesOf = (steps: number, epochs: number) =>
  toSeries(
    {
      run: aLiveRun('aaaaaaaaaa'),
      points: points(20, steps),
      epochs: Array.from({ length: epochs }, (_, index) => anEpoch(index + 1, 0.03)),
      stints: [],
    },
    view,
  )

test('few points are all in the table', () => {
  expect(tableRows(seriesOf(200, 0))).toHaveLength(10)
})

test('of many points the ends of epochs, the first and the last are kept', () => {
  const rows = tableRows(seriesOf(3000, 5))
  expect(rows.length).toBeLessThan(40)
  const tested = rows.filter(({ test: value }) => value !== null)
  expect(tested.map(({ step }) => step)).toEqual([600, 1200, 1800, 2400, 3000])
  expect(tested[0]).toMatchObject({ running: 2, test: 3, train: 1.5 })
  expect(rows[0]?.step).toBe(20)
})

test('a thousand epochs stay a table that can be read', () => {
  const rows = tableRows(seriesOf(600_000, 1000))
  expect(rows.length).toBeLessThan(70)
  expect(rows.at(-1)).toMatchObject({ step: 600_000, test: 3 })
})
