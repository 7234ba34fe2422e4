import { isLive, type Run } from '../../electron/contract/entities.ts'
import { shareOf, valueAt, type Range } from './chart-axes.ts'
import type { RunSeries } from './chart-series.ts'
import {
  isOfCourse,
  type ChartAxis,
  type ChartFigure,
  type ChartSettings,
  type LineKind,
} from './chart-settings.ts'

/** Least and greatest place that anything was recorded at. */
function reachedOf(series: readonly RunSeries[]): Range | null {
  const places = series.flatMap(({ running, epochs }) =>
    [running, epochs].flatMap((samples) => [samples[0]?.x ?? [], samples.at(-1)?.x ?? []].flat()),
  )
  if (places.length === 0) return null
  return { min: Math.min(...places), max: Math.max(...places) }
}

/** How far runs will go of which nothing is drawn yet. */
function plannedOf(runs: readonly Run[], axis: ChartAxis): number {
  if (axis === 'time' || axis === 'clock') return 0
  return Math.max(
    0,
    ...runs
      .filter(isLive)
      .map(({ progress }) => (axis === 'step' ? progress.steps : progress.epochs)),
  )
}

/** Room beside a line that grows is at most this share of its length; the axis stands still until that is full. */
const growth = 1.15

/** Where the axis ends for a run that is still drawn: further than it has come, but not beyond its plan. */
function growingTo(reached: number, planned: number): number {
  const next = growth ** Math.ceil(Math.log(reached) / Math.log(growth) + 1e-9)
  return Math.max(reached, Math.min(next, planned || next))
}

/** Where the longest run has come to, or will come to while none has come anywhere. */
function endOf(runs: readonly Run[], reached: Range | null, axis: ChartAxis): number {
  const planned = plannedOf(runs, axis)
  if (reached === null || reached.max <= 0) return planned
  return runs.some(({ status }) => status === 'running')
    ? growingTo(reached.max, planned)
    : reached.max
}

const empty = { step: 3000, epoch: 5, time: 10, clock: 10 } as const

/**
 * From zero, or from the first point where there is no zero, to where the longest run has come; a little air keeps the
 * last dot whole.
 */
export function xRange(
  runs: readonly Run[],
  series: readonly RunSeries[],
  { axis, isLogX }: Pick<ChartSettings, 'axis' | 'isLogX'>,
): Range {
  const reached = reachedOf(series)
  if (axis === 'clock') {
    const { min, max } = reached ?? { min: 0, max: 0 }
    return { min, max: min + Math.max(10, max - min) * 1.02 }
  }
  const max = (endOf(runs, reached, axis) || empty[axis]) * 1.02
  if (!isLogX) return { min: 0, max }
  const least = reached && reached.min > 0 ? reached.min : max / 150
  return { min: Math.min(least, max / 2), max }
}

/** Logarithms of moments say nothing. */
export const isLogX = ({ axis, isLogX: wanted }: Pick<ChartSettings, 'axis' | 'isLogX'>): boolean =>
  wanted && axis !== 'clock'

/** A schedule that falls to nothing, and speeds, are read from zero. */
export const isLogY = (figure: ChartFigure, { isLogY: wanted }: Pick<ChartSettings, 'isLogY'>) =>
  wanted && !isOfCourse(figure)

const usual = {
  error: { min: 0.4, max: 14 },
  loss: { min: 0.03, max: 0.8 },
  rate: { min: 0, max: 0.002 },
  speed: { min: 0, max: 100_000 },
} as const

type YView = Pick<ChartSettings, 'isLogY' | 'ignoresOutliers'> & {
  readonly figure: ChartFigure
  readonly lines: ReadonlySet<LineKind>
  /** Runs on MNIST share a frame; what is usual on other images is not known. */
  readonly isOnMnist: boolean
}

const known = (values: readonly (number | null)[]) => values.filter((value) => value !== null)

/** The values of each line that is drawn: while learning, and at the ends of epochs. */
function valuesOf(series: readonly RunSeries[], { lines, ignoresOutliers }: YView) {
  const kinds = [...lines].filter((kind) => kind !== 'running')
  return {
    running: lines.has('running')
      ? series.map(({ running }) =>
          known(running.flatMap(({ raw, smooth }) => (ignoresOutliers ? smooth : [raw, smooth]))),
        )
      : [],
    ends: series.flatMap(({ epochs }) =>
      known(epochs.flatMap((sample) => kinds.map((kind) => sample[kind]))),
    ),
  }
}

/** The value that a share of the others is below; sorted values, at least one. */
const quantile = (sorted: Float64Array, share: number): number =>
  sorted[Math.round((sorted.length - 1) * share)] ?? 0

/**
 * Holds what is drawn. Where outliers are ignored: all but the lowest and highest hundredth, diverged runs left out
 * unless there is no other, and of the steep start of training no more than keeps 1 % and 2 % apart.
 */
export function yRange(all: readonly RunSeries[], view: YView): Range {
  const sound = all.filter(({ end }) => end?.status !== 'diverged')
  const series = view.ignoresOutliers && sound.length > 0 ? sound : all
  const { running, ends } = valuesOf(series, view)
  const sorted = Float64Array.from([...ends, ...running.flat()]).sort()
  if (sorted.length === 0) return { ...usual[view.figure], ...(view.isLogY ? {} : { min: 0 }) }
  if (isOfCourse(view.figure)) return courseRange(sorted, view)
  const newest = running.flatMap((line) => line.slice(-1))
  return view.ignoresOutliers
    ? robustRange(sorted, Math.max(0, ...ends, ...newest), view)
    : fullRange(sorted, view)
}

function courseRange(sorted: Float64Array, { ignoresOutliers }: YView): Range {
  const most = quantile(sorted, ignoresOutliers ? 0.99 : 1)
  return { min: 0, max: most > 0 ? most * 1.3 : 1 }
}

const withinPercent = (figure: ChartFigure, top: number) =>
  figure === 'error' ? Math.min(120, top) : top

function robustRange(sorted: Float64Array, wanted: number, view: YView): Range {
  const { figure, isLogY, isOnMnist } = view
  const { min, max } = usual[figure]
  const positive = sorted.filter((value) => value > 0)
  const lowest = positive.length > 0 ? quantile(positive, 0.01) : min
  const top = Math.min(wanted, quantile(sorted, 0.99)) * 1.25
  if (!isOnMnist) return { min: isLogY ? lowest * 0.5 : 0, max: withinPercent(figure, top * 1.4) }
  return {
    min: isLogY ? Math.min(min, lowest * 0.8) : 0,
    max: withinPercent(figure, Math.max(max, top)),
  }
}

function fullRange(sorted: Float64Array, { figure, isLogY }: YView): Range {
  const { min, max } = usual[figure]
  const lowest = sorted.find((value) => value > 0) ?? min
  return {
    min: isLogY ? Math.min(min, lowest * 0.8) : 0,
    max: withinPercent(figure, (sorted.at(-1) ?? 0) * 1.1 || max),
  }
}

/** A part of `whole`, `factor` times as long as `range`, with `centre` where it was; null for all of it. */
export function zoomed(
  range: Range,
  whole: Range,
  { centre, factor, isLog = false }: { centre: number; factor: number; isLog?: boolean },
): Range | null {
  const from = shareOf(range.min, whole, isLog)
  const to = shareOf(range.max, whole, isLog)
  const extent = (to - from) * factor
  if (extent >= 1) return null
  const at = shareOf(centre, whole, isLog)
  const start = at - (extent * (at - from)) / (to - from)
  const min = Math.min(Math.max(start, 0), 1 - extent)
  return { min: valueAt(min, whole, isLog), max: valueAt(min + extent, whole, isLog) }
}

/** As long as before, moved by a share of its length and not beyond `whole`. */
export function panned(range: Range, whole: Range, share: number, isLog = false): Range {
  const from = shareOf(range.min, whole, isLog)
  const extent = shareOf(range.max, whole, isLog) - from
  const min = Math.min(Math.max(from + extent * share, 0), 1 - extent)
  return { min: valueAt(min, whole, isLog), max: valueAt(min + extent, whole, isLog) }
}
