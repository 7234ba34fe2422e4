import type { DrawnBand, DrawnLine, MarkShape, Place } from './chart-picture.ts'
import type { EpochSample, RunSeries, SeriesEnd } from './chart-series.ts'
import { withOpacity, type ChartTokens, type LineLook } from './chart-tokens.ts'
import type { LineKind } from './chart-settings.ts'

export interface LinesView {
  readonly kinds: ReadonlySet<LineKind>
  /** False where the smoothed line is the raw one. */
  readonly isSmoothed: boolean
  /** The series that stands out; null where all are alike. */
  readonly lit: string | null
  /** The greatest value that the chart shows. */
  readonly top: number
  readonly tokens: ChartTokens
}

const placesOf = <T extends { readonly x: number }>(
  samples: readonly T[],
  value: (sample: T) => number | null,
): readonly Place[] =>
  samples.flatMap((sample) => {
    const y = value(sample)
    return y === null ? [] : [{ x: sample.x, y }]
  })

function line(
  look: LineLook,
  set: Pick<DrawnLine, 'points' | 'width' | 'layer'> & Partial<DrawnLine>,
): DrawnLine {
  // A line needs two points to be seen; the first one of a run is shown as a dot.
  const mark =
    set.points.length === 1 ? { shape: 'dot' as const, radius: 2, fill: look.colour } : null
  return { colour: look.colour, dash: look.dash, mark, ...set }
}

type Shade = (share: number) => LineLook

/** Lines with a mark at the end of each epoch. */
function epochLine(
  kind: Exclude<LineKind, 'running'>,
  epochs: readonly EpochSample[],
  at: Shade,
  tokens: ChartTokens,
): DrawnLine {
  const points = placesOf(epochs, (sample) => sample[kind])
  const looks = {
    test: { width: 2, opacity: 1, shape: 'dot', radius: 3.5, isFilled: true, layer: 1 },
    validation: { width: 1, opacity: 0.9, shape: 'ring', radius: 3.5, isFilled: false, layer: 1 },
    handwriting: {
      width: 1.25,
      opacity: 0.9,
      shape: 'diamond',
      radius: 4,
      isFilled: true,
      layer: 1,
    },
    train: { width: 1.25, opacity: 0.9, shape: 'triangle', radius: 3.5, isFilled: true, layer: 2 },
  } as const
  const { width, opacity, shape, radius, isFilled, layer } = looks[kind]
  const look = at(opacity)
  const mark = { shape, radius, fill: isFilled ? look.colour : tokens.surface }
  return line(look, { points, width, mark, layer })
}

function runningLines({ running }: RunSeries, at: Shade, isSmoothed: boolean): DrawnLine[] {
  const smooth = placesOf(running, (sample) => sample.smooth)
  const lines = [line(at(0.75), { points: smooth, width: 1.25, layer: 3 })]
  if (!isSmoothed) return lines
  const raw = placesOf(running, (sample) => sample.raw)
  return [...lines, line(at(0.28), { points: raw, width: 1, dash: [], layer: 4 })]
}

const endShapes: Readonly<Record<SeriesEnd['status'], MarkShape>> = {
  diverged: 'cross',
  failed: 'cross',
  interrupted: 'triangle',
  stopped: 'square',
  paused: 'diamond',
}

/** Never above the plot; a cross is drawn in the colour of what is wrong. */
function endMark({ status, x, y }: SeriesEnd, look: LineLook, view: LinesView): DrawnLine {
  const shape = endShapes[status]
  const colour = shape === 'cross' ? view.tokens.bad : look.colour
  const mark = { shape, radius: 5, fill: colour }
  return line(
    { colour, dash: [] },
    { points: [{ x, y: Math.min(y, view.top) }], width: 0, mark, layer: 0 },
  )
}

/** A ring around the dot of the epoch with the least test error. */
function bestMark(best: EpochSample, look: LineLook): DrawnLine {
  const mark = { shape: 'ring' as const, radius: 6.5, fill: '#00000000' }
  return line(look, { points: placesOf([best], ({ test }) => test), width: 0, mark, layer: 0 })
}

function linesOf(series: RunSeries, view: LinesView, opacity: number): DrawnLine[] {
  const { kinds, tokens } = view
  const own = tokens.runs[series.colour - 1] ?? tokens.baseline
  const at: Shade = (share) => ({ ...own, colour: withOpacity(own.colour, share * opacity) })
  const ends = (['test', 'validation', 'handwriting', 'train'] as const)
    .filter((kind) => kinds.has(kind))
    .map((kind) => epochLine(kind, series.epochs, at, tokens))
  const running = kinds.has('running') ? runningLines(series, at, view.isSmoothed) : []
  const best =
    series.best && kinds.has('test') && series.epochs.length > 1
      ? [bestMark(series.best, at(1))]
      : []
  const end = series.end && kinds.has('running') ? [endMark(series.end, at(1), view)] : []
  const members = view.lit === series.id ? series.members : []
  return [
    ...ends,
    ...running,
    ...best,
    ...end,
    ...members.flatMap((member) => memberLines(member, view, at(0.5))),
  ].filter(({ points }) => points.length > 0)
}

/** A repeat within its group: thin, without marks. */
function memberLines({ running, epochs }: RunSeries, { kinds }: LinesView, look: LineLook) {
  const drawn = [
    kinds.has('test') ? placesOf(epochs, ({ test }) => test) : [],
    kinds.has('running') ? placesOf(running, ({ smooth }) => smooth) : [],
  ]
  return drawn.map((points) => line(look, { points, width: 0.75, dash: [], layer: 4 }))
}

const opacityOf = ({ id }: RunSeries, { lit }: LinesView) => (lit === null || lit === id ? 1 : 0.2)

/** Lines of every run; with one of them lit the others fade. */
export const toLines = (series: readonly RunSeries[], view: LinesView): readonly DrawnLine[] =>
  series
    .flatMap((one) => linesOf(one, view, opacityOf(one, view)))
    .sort((a, b) => a.layer - b.layer)

/** What lies within one deviation of the means that are drawn. */
export const toBands = (series: readonly RunSeries[], view: LinesView): readonly DrawnBand[] =>
  series.flatMap((one) => {
    const look = view.tokens.runs[one.colour - 1] ?? view.tokens.baseline
    const colour = withOpacity(look.colour, 0.16 * opacityOf(one, view))
    const kinds = [...view.kinds].filter((kind) => (one.spread?.[kind].length ?? 0) > 1)
    return kinds.map((kind) => ({
      low: (one.spread?.[kind] ?? []).map(({ x, low }) => ({ x, y: low })),
      high: (one.spread?.[kind] ?? []).map(({ x, high }) => ({ x, y: high })),
      colour,
    }))
  })
