import { expect, test } from 'vitest'
import {
  shareOf,
  xRange,
  xTicks,
  yRange,
  yTicks,
  zoomed,
} from '../../../renderer/lib/chart-axes.ts'
import { toSeries } from '../../../renderer/lib/chart-series.ts'
import { aLiveRun, anEpoch, points } from '../curves.ts'

const view = { figure: 'error', axis: 'step', smoothing: 0.6 } as const
const run = aLiveRun('aaaaaaaaaa')
const seriesOf = (error: number, tests: readonly number[] = []) =>
  toSeries(
    {
      run,
      points: points(20, 600, error),
      epochs: tests.map((one, index) => anEpoch(index + 1, one)),
    },
    view,
  )

test('a live run has its whole way ahead of it on the axis', () => {
  expect(xRange([run], [seriesOf(0.02)], 'step').max).toBeCloseTo(3000 * 1.015)
  const byEpoch = toSeries({ run, points: points(20, 600), epochs: [] }, { ...view, axis: 'epoch' })
  expect(xRange([run], [byEpoch], 'epoch').max).toBeCloseTo(5 * 1.015)
  const done = aLiveRun('aaaaaaaaaa', { state: { status: 'completed' } })
  expect(xRange([done], [seriesOf(0.02)], 'step').max).toBeCloseTo(600 * 1.015)
})

test('a waiting run takes no room from one that has points', () => {
  const waiting = aLiveRun('bbbbbbbbbb', {
    state: { status: 'queued' },
    progress: { epoch: 0, epochs: 20, step: 0, steps: 12_000 },
  })
  expect(xRange([run, waiting], [seriesOf(0.02)], 'step').max).toBeCloseTo(3000 * 1.015)
  expect(xRange([waiting], [], 'step').max).toBeCloseTo(12_000 * 1.015)
})

test('a chart without runs has the reference experiment as its frame', () => {
  const range = xRange([], [], 'step')
  expect(xTicks(range, 'step', [])).toEqual([0, 500, 1000, 1500, 2000, 2500, 3000])
  expect(yTicks(yRange([], 'error', true), true)).toEqual([0.5, 1, 2, 5, 10])
})

test('steps are marked at the ends of epochs', () => {
  const range = xRange([run], [seriesOf(0.02)], 'step')
  expect(xTicks(range, 'step', [run])).toEqual([0, 600, 1200, 1800, 2400, 3000])
})

test('runs with epochs of different length are marked at round steps', () => {
  const other = aLiveRun('bbbbbbbbbb', { config: { batch: 32 } })
  expect(xTicks({ min: 0, max: 9500 }, 'step', [run, other])).toEqual([0, 2000, 4000, 6000, 8000])
})

test('long times are marked at whole minutes', () => {
  const ticks = xTicks({ min: 0, max: 1300 }, 'time', [run])
  expect(ticks).toEqual([0, 300, 600, 900, 1200])
})

test('the error axis keeps 1 and 2 percent apart and holds the published results', () => {
  const range = yRange([seriesOf(0.02, [0.03])], 'error', true)
  expect(range).toEqual({ min: 0.4, max: 14 })
})

test('the error axis grows to the newest value of a bad run and to the least of a good one', () => {
  expect(yRange([seriesOf(0.6)], 'error', true).max).toBeCloseTo(75)
  expect(yRange([seriesOf(0.95)], 'error', true).max).toBeCloseTo(118.75)
  expect(yRange([seriesOf(0.001)], 'error', true).min).toBeCloseTo(0.08)
})

test('runs on other images have a frame of their own', () => {
  const range = yRange([seriesOf(0.15, [0.16])], 'error', true, false)
  expect(range.min).toBeCloseTo(7.5)
  expect(range.max).toBeCloseTo(28)
  expect(yRange([], 'error', true, false)).toEqual(yRange([], 'error', true))
})

test('a diverged run does not press the others together', () => {
  const diverged = toSeries(
    {
      run: aLiveRun('bbbbbbbbbb', {
        state: { status: 'diverged', reason: 'The loss is not finite' },
      }),
      points: points(20, 200, 0.9),
      epochs: [],
    },
    view,
  )
  expect(yRange([seriesOf(0.02), diverged], 'error', true).max).toBe(14)
  expect(yRange([diverged], 'error', true).max).toBeGreaterThan(90)
})

test('no label stands where it would be cut off', () => {
  expect(yTicks({ min: 0.4, max: 50 }, true)).toEqual([0.5, 1, 2, 5, 10, 20])
  expect(yTicks({ min: 0.4, max: 14 }, true)).toEqual([0.5, 1, 2, 5, 10])
})

test('an axis over many decades is marked at whole decades', () => {
  expect(yTicks({ min: 0.008, max: 300 }, true)).toEqual([0.01, 0.1, 1, 10, 100])
})

test('a linear axis begins at zero', () => {
  const range = yRange([seriesOf(0.02)], 'error', false)
  expect(yTicks(range, false)).toEqual([0, 5, 10])
})

test('zooming keeps the cursor in place and ends at the whole axis', () => {
  const whole = { min: 0, max: 100 }
  expect(zoomed(whole, whole, 25, 0.5)).toEqual({ min: 12.5, max: 62.5 })
  expect(zoomed({ min: 12.5, max: 62.5 }, whole, 25, 2)).toBeNull()
  expect(zoomed({ min: 0, max: 20 }, whole, 0, 2)).toEqual({ min: 0, max: 40 })
})

test('a logarithmic axis gives each decade the same room', () => {
  expect(shareOf(1, { min: 0.1, max: 10 }, true)).toBeCloseTo(0.5)
  expect(shareOf(0, { min: 0.1, max: 10 }, true)).toBe(0)
})
