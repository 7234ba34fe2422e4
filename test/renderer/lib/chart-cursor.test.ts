import { expect, test } from 'vitest'
import { nearestRun, nextPlace, readingAt } from '../../../renderer/lib/chart-cursor.ts'
import type { LineKind } from '../../../renderer/lib/chart-settings.ts'
import { toSeries } from '../../../renderer/lib/chart-series.ts'
import { aLiveRun, anEpoch, points } from '../curves.ts'

const view = { figure: 'error', axis: 'step', smoothing: 0 } as const
const kinds = new Set(['running', 'validation', 'test'] as const)
const good = toSeries(
  {
    run: aLiveRun('aaaaaaaaaa'),
    points: points(20, 1200, 0.02),
    epochs: [anEpoch(1, 0.03), anEpoch(2, 0.02)],
    stints: [],
  },
  view,
)
const bad = toSeries(
  {
    run: aLiveRun('bbbbbbbbbb'),
    points: points(20, 800, 0.05),
    epochs: [anEpoch(1, 0.06)],
    stints: [],
  },
  view,
)

test('the cursor reads the nearest point of each run, best test error first', () => {
  const reading = readingAt([bad, good], 607, kinds)
  expect(reading).toMatchObject({ step: 600, epoch: 1, seconds: 6 })
  expect(reading?.rows).toMatchObject([
    { id: 'aaaaaaaaaa', smooth: 2, test: 3 },
    { id: 'bbbbbbbbbb', smooth: 5, test: 6 },
  ])
})

test('a test error counts from the end of its epoch on', () => {
  expect(readingAt([good], 591, kinds)?.rows[0]?.test).toBe(3)
  expect(readingAt([good], 580, kinds)?.rows[0]?.test).toBeNull()
  expect(readingAt([good], 1100, kinds)?.rows[0]?.test).toBe(3)
})

test('a run that had ended before the cursor is left out', () => {
  expect(readingAt([bad, good], 1000, kinds)?.rows.map(({ id }) => id)).toEqual(['aaaaaaaaaa'])
})

test('without points there is nothing to read', () => {
  expect(readingAt([], 10, kinds)).toBeNull()
})

test('the arrow keys go from point to point and stay at the ends', () => {
  expect(nextPlace([good], -1, 1)).toBe(20)
  expect(nextPlace([good], 20, 1)).toBe(40)
  expect(nextPlace([good], 40, -1)).toBe(20)
  expect(nextPlace([good], 1200, 1)).toBe(1200)
})

test('the pointer lights the run whose line it is near', () => {
  const toPixelY = (percent: number) => 100 - percent * 10
  const nearest = (pixelY: number, drawn: ReadonlySet<LineKind> = kinds) =>
    nearestRun([good, bad], { x: 300, pixelY, toPixelY, kinds: drawn })
  expect(nearest(78)).toBe('aaaaaaaaaa')
  expect(nearest(52)).toBe('bbbbbbbbbb')
  expect(nearest(5)).toBeNull()
  expect(nearest(78, new Set(['test']))).toBeNull()
})

test('the cursor sorts by the running value where no tests are drawn', () => {
  const worse = { ...good, epochs: [{ ...good.epochs[0], test: 99 }] } as typeof good
  const ids = (drawn: ReadonlySet<LineKind>) =>
    readingAt([bad, worse], 600, drawn)?.rows.map(({ id }) => id)
  expect(ids(new Set(['running']))).toEqual(['aaaaaaaaaa', 'bbbbbbbbbb'])
  expect(ids(kinds)).toEqual(['bbbbbbbbbb', 'aaaaaaaaaa'])
})

test('the arrow keys go from moment to moment, too', () => {
  const [first, second, third] = [0, 0.5, 1].map((seconds) => 1_764_000_000 + seconds)
  const moments = {
    ...good,
    epochs: [],
    running: [first, second, third].map((x) => ({ ...good.running[0], x })),
  } as typeof good
  expect(nextPlace([moments], second ?? 0, 1)).toBe(third)
  expect(nextPlace([moments], second ?? 0, -1)).toBe(first)
})
