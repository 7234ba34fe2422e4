import type { Run } from '../../electron/contract/entities.ts'
import type { Epoch, MetricPoint } from '../../electron/contract/training.ts'
import { stepsOfEpoch } from './reference.ts'

export type ChartFigure = 'error' | 'loss'
/** What the horizontal axis counts; time is training time in seconds. */
export type ChartAxis = 'step' | 'epoch' | 'time'

/** What is known of a run's training so far, both lists by rising step. */
export interface Curve {
  readonly run: Run
  readonly points: readonly MetricPoint[]
  readonly epochs: readonly Epoch[]
}

/** A running value of one window; null where the loss was not finite. */
export interface RunningSample {
  readonly x: number
  readonly step: number
  readonly seconds: number
  readonly raw: number | null
  readonly smooth: number | null
}

/** Values on the whole sets at the end of an epoch. */
export interface EpochSample {
  readonly x: number
  readonly epoch: number
  readonly step: number
  readonly seconds: number
  readonly train: number | null
  readonly test: number | null
  /** Null where no images were kept out, too. */
  readonly validation: number | null
}

/** Where the learning rate was changed while a run went on. */
export interface RateMark {
  readonly x: number
  readonly step: number
  readonly learningRate: number
}

/** The ways to end without completing. */
const unfinished = ['paused', 'stopped', 'interrupted', 'failed', 'diverged'] as const

/** Where a run ended that did not complete. */
export interface SeriesEnd {
  readonly x: number
  readonly y: number
  readonly status: (typeof unfinished)[number]
}

/** One run as a chart draws it: errors in percent, losses in nats. */
export interface RunSeries {
  readonly id: string
  readonly name: string
  /** 1 to 10. */
  readonly colour: number
  readonly running: readonly RunningSample[]
  readonly epochs: readonly EpochSample[]
  readonly rates: readonly RateMark[]
  readonly end: SeriesEnd | null
}

export interface SeriesView {
  readonly figure: ChartFigure
  readonly axis: ChartAxis
  /** Share of the past in each smoothed value, 0 (none) to 0.99. */
  readonly smoothing: number
}

/** Exponential mean without the pull towards zero at the start; unknown values are passed over. */
export function smoothed(
  values: readonly (number | null)[],
  weight: number,
): readonly (number | null)[] {
  let mean = 0
  let rest = 1
  return values.map((value) => {
    if (value === null) return null
    mean = mean * weight + value * (1 - weight)
    rest *= weight
    return mean / (1 - rest)
  })
}

const valueOf = (figure: ChartFigure, score: { loss: number | null; error: number }) =>
  figure === 'error' ? score.error * 100 : score.loss

/** Training time at the end of each epoch. */
function secondsAt(epochs: readonly Epoch[]): readonly number[] {
  let total = 0
  return epochs.map(({ seconds }) => (total += seconds))
}

function endOf(run: Run, running: readonly RunningSample[]): SeriesEnd | null {
  const status = unfinished.find((one) => one === run.status)
  const last = running.at(-1)
  const y = running.findLast(({ smooth }) => smooth !== null)?.smooth ?? null
  return status && last && y !== null ? { x: last.x, y, status } : null
}

export function toSeries({ run, points, epochs }: Curve, view: SeriesView): RunSeries {
  const perEpoch = stepsOfEpoch(run)
  const place = (step: number, seconds: number) => {
    if (view.axis === 'time') return seconds
    return view.axis === 'step' ? step : step / perEpoch
  }
  const raw = points.map((point) => valueOf(view.figure, point))
  const smooth = smoothed(raw, view.smoothing)
  const running = points.map(({ step, seconds }, index) => ({
    x: place(step, seconds),
    step,
    seconds,
    raw: raw[index] ?? null,
    smooth: smooth[index] ?? null,
  }))
  const ends = secondsAt(epochs)
  return {
    id: run.id,
    name: run.name,
    colour: run.colour,
    running,
    epochs: epochs.map(({ epoch, step, train, test, validation }, index) => ({
      x: place(step, ends[index] ?? 0),
      epoch,
      step,
      seconds: ends[index] ?? 0,
      train: valueOf(view.figure, train),
      test: valueOf(view.figure, test),
      validation: validation && valueOf(view.figure, validation),
    })),
    rates: run.rateChanges.map(({ step, learningRate }) => ({
      x: place(step, points.findLast((point) => point.step <= step)?.seconds ?? 0),
      step,
      learningRate,
    })),
    end: endOf(run, running),
  }
}

/** Both lists as one by rising key; of two entries with one key the later list's counts. */
export function merged<T>(
  known: readonly T[],
  more: readonly T[],
  key: (item: T) => number,
): readonly T[] {
  const last = known.at(-1)
  const first = more[0]
  if (!first) return known
  if (!last || key(last) < key(first)) return [...known, ...more]
  const byKey = new Map([...known, ...more].map((item) => [key(item), item]))
  return [...byKey.values()].sort((a, b) => key(a) - key(b))
}

/** True where windows between the known points and the new ones are missing. */
export function hasGap(
  known: readonly MetricPoint[],
  more: readonly MetricPoint[],
  recordEvery: number,
): boolean {
  const first = more[0]
  return first !== undefined && first.step > (known.at(-1)?.step ?? 0) + recordEvery
}
