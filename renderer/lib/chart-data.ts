import type { ChartDataset, ChartOptions, Scale } from 'chart.js'
import type { AnnotationOptions } from 'chartjs-plugin-annotation'
import type { Range } from './chart-axes.ts'
import type { RateMark, RunSeries, SeriesEnd } from './chart-series.ts'
import { withOpacity, type ChartTokens, type LineLook } from './chart-tokens.ts'

/** A known result, drawn across the whole chart with its words on the line. */
export interface ReferenceLine {
  readonly y: number
  readonly label: string
}

export interface ChartFrame {
  readonly x: Range
  readonly y: Range
  readonly xTicks: readonly number[]
  readonly yTicks: readonly number[]
  readonly log: boolean
  /** Words of a tick; the last one on the horizontal axis carries the unit. */
  readonly xLabel: (value: number, isLast: boolean) => string
  readonly yLabel: (value: number) => string
}

/** Pixels beside and below the plot that hold the labels; the grid of `.plot` has the same. */
const axisRoom = { left: 34, bottom: 20 } as const

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

const labelLooks = (tokens: ChartTokens) => ({
  padding: { x: 4, y: 1 },
  borderRadius: 0,
  color: tokens.ink,
  backgroundColor: withOpacity(tokens.surface, 0.82),
  font: { size: 11, weight: 'normal' as const, family: tokens.font },
})

function referenceLine({ y, label }: ReferenceLine, tokens: ChartTokens): AnnotationOptions {
  return {
    type: 'line',
    yMin: y,
    yMax: y,
    borderColor: tokens.baseline.colour,
    borderDash: tokens.baseline.dash,
    borderWidth: 1,
    drawTime: 'beforeDatasetsDraw',
    label: {
      display: true,
      content: label,
      drawTime: 'afterDatasetsDraw',
      position: 'start',
      yAdjust: -9,
      ...labelLooks(tokens),
    },
  }
}

function endLabel(
  end: SeriesEnd,
  words: string,
  { x, y }: ChartFrame,
  tokens: ChartTokens,
): AnnotationOptions {
  const isLeft = end.x < (x.min + x.max) / 2
  return {
    type: 'label',
    xValue: end.x,
    yValue: Math.min(end.y, y.max),
    content: words,
    position: { x: isLeft ? 'start' : 'end', y: end.y < y.max ? 'center' : 'start' },
    xAdjust: isLeft ? 8 : -8,
    ...labelLooks(tokens),
  }
}

/** A thin upright line with its words at the top, on the side where there is more room. */
function rateLine(
  mark: RateMark,
  words: string,
  { x }: ChartFrame,
  tokens: ChartTokens,
): AnnotationOptions {
  const isLeft = mark.x < (x.min + x.max) / 2
  return {
    type: 'line',
    xMin: mark.x,
    xMax: mark.x,
    display: mark.x >= x.min && mark.x <= x.max,
    borderColor: tokens.inkSoft,
    borderWidth: 1,
    drawTime: 'beforeDatasetsDraw',
    label: {
      display: true,
      content: words,
      drawTime: 'afterDatasetsDraw',
      position: 'end',
      xAdjust: isLeft ? 40 : -40,
      ...labelLooks(tokens),
    },
  }
}

export interface MarkWords {
  readonly end: (end: SeriesEnd) => string
  readonly rate: (mark: RateMark) => string
}

/**
 * What stands on the lines: known results, how runs ended that did not complete, and for a run that stands alone
 * where its learning rate was changed.
 */
export const toAnnotations = (
  {
    lines,
    series,
  }: { readonly lines: readonly ReferenceLine[]; readonly series: readonly RunSeries[] },
  frame: ChartFrame,
  tokens: ChartTokens,
  words: MarkWords,
): AnnotationOptions[] => [
  ...lines.map((one) => referenceLine(one, tokens)),
  ...(series.length === 1 ? series : []).flatMap(({ rates }) =>
    rates.map((mark) => rateLine(mark, words.rate(mark), frame, tokens)),
  ),
  ...series.flatMap(({ end }) => (end ? [endLabel(end, words.end(end), frame, tokens)] : [])),
]

const tickLooks = (tokens: ChartTokens) => ({
  color: tokens.inkSoft,
  font: { size: 11, family: tokens.font },
  maxRotation: 0,
  autoSkip: false,
  padding: 8,
})

/** Fixes the room of an axis, so that the plot lies where `axisRoom` says whatever its labels are. */
const fitTo = (side: 'width' | 'height', pixels: number) => (scale: Scale) => {
  scale[side] = pixels
  scale.paddingLeft = scale.paddingRight = scale.paddingTop = scale.paddingBottom = 0
}

const ticksAt = (values: readonly number[]) => (scale: Scale) => {
  scale.ticks = values.map((value) => ({ value }))
}

export function toOptions(
  frame: ChartFrame,
  tokens: ChartTokens,
  annotations: AnnotationOptions[],
): ChartOptions<'line'> {
  const { x, y } = frame
  const lastTick = frame.xTicks.at(-1) ?? 0
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    parsing: false,
    normalized: true,
    // The component reads the pointer itself, so that the cursor outlives new points.
    events: [],
    layout: { autoPadding: false },
    scales: {
      x: {
        type: 'linear',
        min: x.min,
        max: x.max,
        grid: { display: false, drawTicks: false },
        border: { color: tokens.axis },
        ticks: {
          ...tickLooks(tokens),
          padding: 4,
          align: lastTick >= x.max - (x.max - x.min) * 0.1 ? 'inner' : 'center',
          callback: (value) => frame.xLabel(Number(value), Number(value) === lastTick),
        },
        afterBuildTicks: ticksAt(frame.xTicks),
        afterFit: fitTo('height', axisRoom.bottom),
      },
      y: {
        type: frame.log ? 'logarithmic' : 'linear',
        min: y.min,
        max: y.max,
        grid: { color: tokens.grid, drawTicks: false },
        border: { display: false },
        ticks: { ...tickLooks(tokens), callback: (value) => frame.yLabel(Number(value)) },
        afterBuildTicks: ticksAt(frame.yTicks),
        afterFit: fitTo('width', axisRoom.left),
      },
    },
    plugins: { annotation: { annotations }, decimation: { enabled: true, algorithm: 'min-max' } },
  }
}
