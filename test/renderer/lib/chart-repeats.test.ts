import { expect, test } from 'vitest'
import { groupsOfRepeats, meanSeries } from '../../../renderer/lib/chart-repeats.ts'
import { toSeries } from '../../../renderer/lib/chart-series.ts'
import { aRun } from '../a-run.ts'
import { aLiveRun, anEpoch, points } from '../curves.ts'

const view = { figure: 'error', axis: 'step', smoothing: 0 } as const
const seriesOf = (id: string, last: number, error: number, tests: readonly number[]) =>
  toSeries(
    {
      run: aLiveRun(id, { colour: id === 'a' ? 4 : 7 }),
      points: points(20, last, error),
      epochs: tests.map((one, index) => anEpoch(index + 1, one)),
      stints: [],
    },
    view,
  )

test('runs that differ in their seed alone are repeats', () => {
  const runs = [
    aRun({ id: 'a', config: { seed: 1 } }),
    aRun({ id: 'b', config: { seed: 1, batch: 32 } }),
    aRun({ id: 'c', config: { seed: 2 } }),
    aRun({ id: 'd', config: { seed: 3 }, rateChanges: [{ step: 5, learningRate: 0.1 }] }),
  ]
  const groups = groupsOfRepeats(runs, (run) => run)
  expect(groups.map((group) => group.map(({ name }) => name))).toEqual([['a', 'c'], ['b'], ['d']])
})

test('a mean goes as far as all of its repeats, with one deviation to either side', () => {
  const mean = meanSeries(
    [seriesOf('a', 200, 0.02, [0.03, 0.02]), seriesOf('b', 100, 0.04, [0.05])],
    'Both',
  )
  if (!mean) throw new Error('no mean')
  expect(mean).toMatchObject({ name: 'Both', colour: 4 })
  expect(mean.running.map(({ step }) => step)).toEqual([20, 40, 60, 80, 100])
  expect(mean.running.map(({ smooth }) => smooth)[0]).toBeCloseTo(3)
  const [spread] = mean.spread?.running ?? []
  if (!spread) throw new Error('no spread')
  expect(spread.low).toBeCloseTo(3 - Math.SQRT2)
  expect(spread.high).toBeCloseTo(3 + Math.SQRT2)
  expect(mean.epochs).toMatchObject([{ test: expect.closeTo(4, 9) as number }])
  expect(mean.members.map(({ id }) => id)).toEqual(['a000000000', 'b000000000'])
})

test('where repeats were recorded at other steps, values lie on the lines between', () => {
  const sparse = seriesOf('b', 200, 0.02, [])
  const rising = {
    ...sparse,
    running: sparse.running
      .filter((_, index) => index % 2 === 0)
      .map((sample) => ({ ...sample, smooth: sample.step })),
  }
  const dense = {
    ...sparse,
    running: sparse.running.map((sample) => ({ ...sample, smooth: sample.step })),
  }
  const mean = meanSeries([dense, rising], 'Both')
  expect(mean?.running.map(({ step, smooth }) => step - (smooth ?? 0))).toEqual(
    rising.running.map(() => 0),
  )
})

test('a value that one repeat does not know is not known of the mean', () => {
  const one = seriesOf('a', 40, 0.02, [])
  const broken = { ...one, running: one.running.map((sample) => ({ ...sample, smooth: null })) }
  const mean = meanSeries([one, broken], 'Both')
  expect(mean?.running.map(({ smooth }) => smooth)).toEqual([null, null])
  expect(mean?.spread?.running).toEqual([])
})

test('one run alone is itself', () => {
  const one = seriesOf('a', 40, 0.02, [])
  expect(meanSeries([one], 'Mean')).toBe(one)
  expect(meanSeries([], 'Mean')).toBeUndefined()
})
