import type { ChartDataset } from 'chart.js'
import type { ChartFrame } from './chart-options.ts'
import type { RunSeries, SeriesEnd } from './chart-series.ts'
import { withOpacity, type ChartTokens, type LineLook } from './chart-tokens.ts'

type LineSet = ChartDataset<'line', { x: number; y: number }[]>

const places = <T extends { readonly x: number }>(
  samples: readonly T[],
  value: (sample: T) => number | null,
) =>
  samples.flatMap((sample) => {
    const y = value(sample)
    return y === null ? [] : [{ x: sample.x, y }]
  })

function line(look: LineLook, set: Partial<LineSet> & Pick<LineSet, 'data'>): LineSet {
  return {
    type: 'line',
    borderColor: look.colour,
    backgroundColor: look.colour,
    borderDash: look.dash,
    // A line needs two points to be seen; the first one of a run is shown as a dot.
    pointRadius: set.data.length === 1 ? 2 : 0,
    pointBorderWidth: 0,
    ...set,
  }
}

function datasetsOf(
  series: RunSeries,
  top: number,
  tokens: ChartTokens,
  opacity: number,
): LineSet[] {
  const own = tokens.runs[series.colour - 1] ?? tokens.baseline
  const at = (share: number) => ({ ...own, colour: withOpacity(own.colour, share * opacity) })
  const sets = [
    line(at(1), {
      order: 1,
      data: places(series.epochs, ({ test }) => test),
      borderWidth: 2,
      pointRadius: 3.5,
    }),
    line(at(0.9), {
      order: 1,
      data: places(series.epochs, ({ validation }) => validation),
      borderWidth: 1,
      pointRadius: 3.5,
      pointBorderWidth: 1.5,
      pointBackgroundColor: tokens.surface,
    }),
    line(at(0.75), {
      order: 2,
      data: places(series.running, ({ smooth }) => smooth),
      borderWidth: 1.25,
    }),
    line(at(0.28), {
      order: 3,
      data: places(series.running, ({ raw }) => raw),
      borderWidth: 1,
      borderDash: [],
    }),
  ]
  const end = series.end && endMark(series.end, top, at(1), withOpacity(tokens.bad, opacity))
  return end ? [...sets, end] : sets
}

/** A cross where training went wrong, a square where it was ended; never above the plot. */
function endMark(end: SeriesEnd, top: number, look: LineLook, bad: string): LineSet {
  const isWrong = end.status === 'diverged' || end.status === 'failed'
  return line(look, {
    order: 0,
    data: [{ x: end.x, y: Math.min(end.y, top) }],
    showLine: false,
    pointStyle: isWrong ? 'crossRot' : 'rect',
    pointRadius: 5,
    pointBorderWidth: 2,
    pointBorderColor: isWrong ? bad : look.colour,
  })
}

/** Lines of every run; with one of them lit the others fade. */
export const toDatasets = (
  series: readonly RunSeries[],
  { y }: ChartFrame,
  tokens: ChartTokens,
  lit: string | null,
): LineSet[] =>
  series.flatMap((one) => datasetsOf(one, y.max, tokens, lit === null || lit === one.id ? 1 : 0.2))
