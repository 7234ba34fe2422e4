import type { AnnotationOptions } from 'chartjs-plugin-annotation'
import type { ChartFrame } from './chart-options.ts'
import type { RateMark, RunSeries, SeriesEnd } from './chart-series.ts'
import { withOpacity, type ChartTokens } from './chart-tokens.ts'

/** A known result, drawn across the whole chart with its words on the line. */
export interface ReferenceLine {
  readonly y: number
  readonly label: string
}

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
