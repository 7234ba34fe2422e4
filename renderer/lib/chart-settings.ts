import * as v from 'valibot'

/** How well runs do. */
export const scoreFigures = ['error', 'loss'] as const
/** How a run was trained: its learning rate, and images a second. */
export const courseFigures = ['rate', 'speed'] as const
export type ChartFigure = (typeof scoreFigures | typeof courseFigures)[number]

export const isOfCourse = (figure: ChartFigure): figure is (typeof courseFigures)[number] =>
  courseFigures.some((one) => one === figure)

/** What the horizontal axis counts; `time` is training time in seconds, `clock` seconds since 1970. */
export const chartAxes = ['step', 'epoch', 'time', 'clock'] as const
export type ChartAxis = (typeof chartAxes)[number]

/** The lines of a run: while it learns, and on the whole sets at the ends of epochs. */
export const lineKinds = ['running', 'train', 'validation', 'test', 'handwriting'] as const
export type LineKind = (typeof lineKinds)[number]

/** What many runs at once show of themselves. */
export const lineSides = ['train', 'test', 'both'] as const

export const mostSmoothing = 0.99

/** Each setting that was remembered wrongly is as at first. */
const ChartSettings = v.object({
  axis: v.fallback(v.picklist(chartAxes), 'step'),
  isLogX: v.fallback(v.boolean(), false),
  isLogY: v.fallback(v.boolean(), true),
  /** Whether rare values may lie outside of the chart. */
  ignoresOutliers: v.fallback(v.boolean(), true),
  /** Share of the past in each smoothed value, 0 (none) to 0.99. */
  smoothing: v.fallback(v.pipe(v.number(), v.minValue(0), v.maxValue(mostSmoothing)), 0.6),
  lines: v.fallback(v.array(v.picklist(lineKinds)), ['running', 'validation', 'test']),
  /** Which of the lines are drawn where there are many runs. */
  side: v.fallback(v.picklist(lineSides), 'both'),
  /** Whether runs that differ in their seed alone are drawn as one mean. */
  groupsRepeats: v.fallback(v.boolean(), false),
  /** The score that is shown where there is no room for both. */
  figure: v.fallback(v.picklist(scoreFigures), 'error'),
})
export type ChartSettings = Readonly<v.InferOutput<typeof ChartSettings>>

/** What was remembered as text; what makes no sense is passed over. */
export function chartSettingsOf(remembered: string | null): ChartSettings {
  try {
    return v.parse(ChartSettings, JSON.parse(remembered ?? '{}'))
  } catch {
    return v.parse(ChartSettings, {})
  }
}

/** Above this many, lines of training and of tests are not told apart any more. */
const mostWithBoth = 6

export const hasSides = (runs: number): boolean => runs > mostWithBoth

const sides: Readonly<Record<'train' | 'test', readonly LineKind[]>> = {
  train: ['running', 'train'],
  test: ['validation', 'test', 'handwriting'],
}

/** The lines that a chart draws of each of so many runs; the course of one is a single line. */
export function linesShown(
  figure: ChartFigure,
  { lines, side }: ChartSettings,
  runs: number,
): ReadonlySet<LineKind> {
  if (isOfCourse(figure)) return new Set(['running'])
  const allowed = hasSides(runs) && side !== 'both' ? sides[side] : lineKinds
  return new Set(lines.filter((kind) => allowed.includes(kind)))
}
