import type { Curve, EpochSample, RunningSample, RunSeries } from './chart-series.ts'
import type { ChartFigure } from './chart-settings.ts'

/** What has no logarithm lies on the lower edge. */
const raisedValue = (value: number | null, floor: number) =>
  value !== null && value <= 0 ? floor : value

const raisedRunning = (sample: RunningSample, floor: number): RunningSample => ({
  ...sample,
  raw: raisedValue(sample.raw, floor),
  smooth: raisedValue(sample.smooth, floor),
})

const raisedEpoch = (sample: EpochSample, floor: number): EpochSample => ({
  ...sample,
  train: raisedValue(sample.train, floor),
  test: raisedValue(sample.test, floor),
  validation: raisedValue(sample.validation, floor),
  handwriting: raisedValue(sample.handwriting, floor),
})

/** A series as an axis of logarithms shows it: what is 0, or reaches down to it, on the lower edge. */
export function onLogAxis(series: RunSeries, floor: number): RunSeries {
  const { running, epochs, end, best, members, spread } = series
  const raisedSpread = (places: NonNullable<typeof spread>['test']) =>
    places.map((place) => ({
      ...place,
      low: Math.max(place.low, floor),
      high: Math.max(place.high, floor),
    }))
  return {
    ...series,
    running: running.map((sample) => raisedRunning(sample, floor)),
    epochs: epochs.map((sample) => raisedEpoch(sample, floor)),
    end: end && { ...end, y: raisedValue(end.y, floor) ?? floor },
    best: best && raisedEpoch(best, floor),
    members: members.map((member) => onLogAxis(member, floor)),
    spread: spread && {
      running: raisedSpread(spread.running),
      train: raisedSpread(spread.train),
      validation: raisedSpread(spread.validation),
      test: raisedSpread(spread.test),
      handwriting: raisedSpread(spread.handwriting),
    },
  }
}

/** Whether a run has read all images of a window or set right, or lost nothing on them. */
export const hasZeros = (figure: ChartFigure, curves: readonly Curve[]): boolean => {
  if (figure !== 'error' && figure !== 'loss') return false
  return curves.some(
    ({ points, epochs }) =>
      points.some((point) => point[figure] === 0) ||
      epochs.some(({ train, test }) => train[figure] === 0 || test[figure] === 0),
  )
}
