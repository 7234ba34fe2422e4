import { expect, test } from 'vitest'
import { shareOf, valueAt, xTicks, yTicks } from '../../../renderer/lib/chart-axes.ts'
import { panned, xRange, yRange, zoomed } from '../../../renderer/lib/chart-ranges.ts'
import { toSeries } from '../../../renderer/lib/chart-series.ts'
import { aLiveRun, anEpoch, points } from '../curves.ts'

const steps = { axis: 'step', isLogX: false } as const
const ofError = {
  figure: 'error',
  isLogY: true,
  ignoresOutliers: true,
  lines: new Set(['running', 'test'] as const),
  isOnMnist: true,
} as const
const view = { figure: 'error', axis: 'step', smoothing: 0.6 } as const
const run = aLiveRun('aaaaaaaaaa')
const seriesOf = (error: number, tests: readonly number[] = []) =>
  toSeries(
    {
      run,
      points: points(20, 600, error),
      epochs: tests.map((one, index) => anEpoch(index + 1, one)),
      stints: [],
    },
    view,
  )

test('a live run fills the axis, with a little room to grow that stands still until it is full', () => {
  const ends = [540, 560, 580, 600].map((reached) => {
    const grown = toSeries({ run, points: points(20, reached), epochs: [], stints: [] }, view)
    return xRange([run], [grown], steps).max
  })
  expect(new Set(ends).size).toBe(1)
  expect(ends[0]).toBeGreaterThanOrEqual(600)
  expect(ends[0]).toBeLessThan(540 * 1.15 * 1.02)
})

test('a live run has no more room than it will need', () => {
  const near = toSeries({ run, points: points(20, 2980), epochs: [], stints: [] }, view)
  expect(xRange([run], [near], steps).max).toBeCloseTo(3000 * 1.02)
  const byEpoch = toSeries(
    { run, points: points(20, 600), epochs: [], stints: [] },
    { ...view, axis: 'epoch' },
  )
  expect(xRange([run], [byEpoch], { ...steps, axis: 'epoch' }).max).toBeLessThan(1.2)
  const done = aLiveRun('aaaaaaaaaa', { state: { status: 'completed' } })
  expect(xRange([done], [seriesOf(0.02)], steps).max).toBeCloseTo(600 * 1.02)
})

test('a waiting run takes no room from one that has points', () => {
  const waiting = aLiveRun('bbbbbbbbbb', {
    state: { status: 'queued', isHeld: false },
    progress: { epoch: 0, epochs: 20, step: 0, steps: 12_000 },
  })
  expect(xRange([run, waiting], [seriesOf(0.02)], steps).max).toBeLessThan(700)
  expect(xRange([waiting], [], steps).max).toBeCloseTo(12_000 * 1.02)
})

test('a chart without runs has the reference experiment as its frame', () => {
  const range = xRange([], [], steps)
  expect(xTicks(range, 'step', [])).toEqual([0, 500, 1000, 1500, 2000, 2500, 3000])
  expect(yTicks(yRange([], ofError), true)).toEqual([0.5, 1, 2, 5, 10])
})

test('steps are marked at the ends of epochs', () => {
  expect(xTicks({ min: 0, max: 3060 }, 'step', [run])).toEqual([0, 600, 1200, 1800, 2400, 3000])
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
  const range = yRange([seriesOf(0.02, [0.03])], ofError)
  expect(range).toEqual({ min: 0.4, max: 14 })
})

test('the error axis grows to the newest value of a bad run and to the least of a good one', () => {
  expect(yRange([seriesOf(0.6)], ofError).max).toBeCloseTo(75)
  expect(yRange([seriesOf(0.95)], ofError).max).toBeCloseTo(118.75)
  expect(yRange([seriesOf(0.001)], ofError).min).toBeCloseTo(0.08)
})

test('runs on other images have a frame of their own', () => {
  const range = yRange([seriesOf(0.15, [0.16])], { ...ofError, isOnMnist: false })
  expect(range.min).toBeCloseTo(7.5, 0)
  expect(range.max).toBeCloseTo(28, 0)
  expect(yRange([], { ...ofError, isOnMnist: false })).toEqual(yRange([], ofError))
})

test('a diverged run does not press the others together', () => {
  const diverged = toSeries(
    {
      run: aLiveRun('bbbbbbbbbb', {
        state: { status: 'diverged', reason: 'The loss is not finite' },
      }),
      points: points(20, 200, 0.9),
      epochs: [],
      stints: [],
    },
    view,
  )
  expect(yRange([seriesOf(0.02), diverged], ofError).max).toBe(14)
  expect(yRange([diverged], ofError).max).toBeGreaterThan(90)
})

test('no label stands where it would be cut off', () => {
  expect(yTicks({ min: 0.4, max: 50 }, true)).toEqual([0.5, 1, 2, 5, 10, 20])
  expect(yTicks({ min: 0.4, max: 14 }, true)).toEqual([0.5, 1, 2, 5, 10])
})

test('an axis over many decades is marked at whole decades', () => {
  expect(yTicks({ min: 0.008, max: 300 }, true)).toEqual([0.01, 0.1, 1, 10, 100])
})

test('a linear axis begins at zero', () => {
  const range = yRange([seriesOf(0.02)], { ...ofError, isLogY: false })
  expect(yTicks(range, false)).toEqual([0, 5, 10])
})

test('zooming keeps the cursor in place and ends at the whole axis', () => {
  const whole = { min: 0, max: 100 }
  expect(zoomed(whole, whole, { centre: 25, factor: 0.5 })).toEqual({ min: 12.5, max: 62.5 })
  expect(zoomed({ min: 12.5, max: 62.5 }, whole, { centre: 25, factor: 2 })).toBeNull()
  expect(zoomed({ min: 0, max: 20 }, whole, { centre: 0, factor: 2 })).toEqual({ min: 0, max: 40 })
})

test('a logarithmic axis gives each decade the same room', () => {
  expect(shareOf(1, { min: 0.1, max: 10 }, true)).toBeCloseTo(0.5)
  expect(shareOf(0, { min: 0.1, max: 10 }, true)).toBe(0)
})

test('outliers are left out of the axis, or held on demand', () => {
  const odd = { ...points(20, 20, 0.9)[0], step: 600, seconds: 6 } as ReturnType<
    typeof points
  >[number]
  const spiked = toSeries(
    { run, points: [...points(20, 580), odd, ...points(620, 3000)], epochs: [], stints: [] },
    { ...view, smoothing: 0 },
  )
  expect(yRange([spiked], ofError).max).toBe(14)
  expect(yRange([spiked], { ...ofError, ignoresOutliers: false }).max).toBeGreaterThan(90)
})

test('the axis holds the lines that are drawn and no others', () => {
  const tests = new Set(['test'] as const)
  const range = yRange([seriesOf(0.001, [0.03])], { ...ofError, lines: tests })
  expect(range.min).toBe(0.4)
  expect(yRange([seriesOf(0.001)], { ...ofError, lines: tests })).toEqual({ min: 0.4, max: 14 })
})

test('a logarithmic horizontal axis begins at the first point', () => {
  const range = xRange([run], [seriesOf(0.02)], { axis: 'step', isLogX: true })
  expect(range.min).toBe(20)
  expect(xTicks(range, 'step', [run], { isLog: true })).toEqual([20, 50, 100, 200, 500])
})

test('less than a decade of a logarithmic axis has round numbers', () => {
  expect(yTicks({ min: 2.1, max: 2.9 }, true)).toEqual([2.2, 2.4, 2.6, 2.8])
})

test('zooming a logarithmic axis keeps the cursor in place', () => {
  const whole = { min: 1, max: 10_000 }
  const range = zoomed(whole, whole, { centre: 100, factor: 0.5, isLog: true })
  expect(range?.min).toBeCloseTo(10)
  expect(range?.max).toBeCloseTo(1000)
  expect(shareOf(100, range ?? whole, true)).toBeCloseTo(0.5)
})

test('what is shown moves along the axis and stays within it', () => {
  const whole = { min: 0, max: 100 }
  expect(panned({ min: 20, max: 40 }, whole, 0.5)).toEqual({
    min: expect.closeTo(30, 9) as number,
    max: expect.closeTo(50, 9) as number,
  })
  expect(panned({ min: 20, max: 40 }, whole, -5)).toEqual({ min: 0, max: 20 })
})

test('a share of an axis and what lies there are each the reverse of the other', () => {
  const range = { min: 0.1, max: 50 }
  for (const log of [true, false])
    expect(valueAt(shareOf(7, range, log), range, log)).toBeCloseTo(7)
})
