import { expect, test } from 'vitest'
import { captionOf } from '../../../renderer/lib/chart-caption.ts'
import { toSeries } from '../../../renderer/lib/chart-series.ts'
import { chartSettingsOf } from '../../../renderer/lib/chart-settings.ts'
import { hasZeros, onLogAxis } from '../../../renderer/lib/log-floor.ts'
import { meanSeries } from '../../../renderer/lib/chart-repeats.ts'
import { aLiveRun, anEpoch, points } from '../curves.ts'

const curve = (id: string, error: number) => ({
  run: aLiveRun(id),
  points: [...points(20, 40), ...points(60, 80, error)],
  epochs: [anEpoch(1, 0.02), anEpoch(2, error)],
  stints: [],
})
const view = { figure: 'error', axis: 'step', smoothing: 0 } as const

test('an error of 0 lies on the lower edge of a log axis, and the others where they are', () => {
  const { running, epochs, best } = onLogAxis(toSeries(curve('a', 0), view), 0.4)
  expect(running.map(({ raw, smooth }) => [raw, smooth])).toEqual([
    [2, 2],
    [2, 2],
    [0.4, 0.4],
    [0.4, 0.4],
  ])
  expect(epochs.map(({ test: error }) => error)).toEqual([2, 0.4])
  expect(best?.test).toBe(0.4)
})

test('a band that reaches down to 0 ends at the lower edge', () => {
  const members = [curve('a', 0), curve('b', 0.01)].map((one) => toSeries(one, view))
  const mean = meanSeries(members, 'mean')
  const spread = mean && onLogAxis(mean, 0.4).spread
  expect(mean?.spread?.test.at(-1)?.low).toBe(0)
  expect(spread?.test.at(-1)?.low).toBe(0.4)
})

test('the caption says so where there is a 0 and the axis is one of logarithms', () => {
  const caption = (error: number, isLogY: boolean) =>
    captionOf({
      figure: 'error',
      settings: { ...chartSettingsOf(null), isLogY },
      groups: [[curve('a', error)]],
      wanted: 1,
    })
  expect(caption(0, true)).toContain('On the lower edge: 0')
  expect(caption(0, false)).not.toContain('edge')
  expect(caption(0.01, true)).not.toContain('edge')
  expect(hasZeros('rate', [curve('a', 0)])).toBe(false)
})
