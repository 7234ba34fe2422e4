import type { AnnotationOptions } from 'chartjs-plugin-annotation'
import type { Range } from './chart-axes.ts'
import type { ChartFrame, DrawnWords } from './chart-picture.ts'
import { withOpacity, type ChartTokens } from './chart-tokens.ts'

const labelLooks = (tokens: ChartTokens) => ({
  padding: { x: 4, y: 1 },
  borderRadius: 0,
  color: tokens.ink,
  backgroundColor: withOpacity(tokens.surface, 0.82),
  font: { size: 11, weight: 'normal' as const, family: tokens.font },
})

/** Pixels from one line of words to the next. */
const lineHeight = 16

const isLeftOf = (x: number, frame: ChartFrame) => x < (frame.x.min + frame.x.max) / 2

const isWithin = (value: number, { min, max }: Range) => value >= min && value <= max

type Words<K extends DrawnWords['kind']> = Extract<DrawnWords, { kind: K }>
type Label = ReturnType<typeof labelOn>

const labelOn = (words: string, tokens: ChartTokens) => ({
  display: true,
  content: words,
  drawTime: 'afterDatasetsDraw' as const,
  ...labelLooks(tokens),
})

const levelLine = (
  { y }: Words<'level'>,
  frame: ChartFrame,
  label: Label,
  { baseline }: ChartTokens,
): AnnotationOptions => ({
  type: 'line',
  yMin: y,
  yMax: y,
  display: isWithin(y, frame.y),
  borderColor: baseline.colour,
  borderDash: baseline.dash,
  borderWidth: 1,
  drawTime: 'beforeDatasetsDraw',
  label: { ...label, position: 'start', yAdjust: -9 },
})

const uprightLine = (
  { x }: Words<'upright'>,
  frame: ChartFrame,
  label: Label,
  { inkSoft }: ChartTokens,
): AnnotationOptions => ({
  type: 'line',
  xMin: x,
  xMax: x,
  display: isWithin(x, frame.x),
  borderColor: inkSoft,
  borderWidth: 1,
  drawTime: 'beforeDatasetsDraw',
  label: { ...label, position: 'end', xAdjust: isLeftOf(x, frame) ? 40 : -40 },
})

/** Which of its edges a label has at its point: below it, beside it, above it. */
const levels = ['start', 'center', 'end'] as const

/** Beside a mark, on the side where there is more room, or above or below it; never above the plot. */
function placedLabel({ x, y, row, words }: Words<'place'>, frame: ChartFrame, tokens: ChartTokens) {
  const isLeft = isLeftOf(x, frame)
  const isInside = y < frame.y.max
  return {
    type: 'label' as const,
    xValue: x,
    yValue: Math.min(y, frame.y.max),
    display: isWithin(x, frame.x) && y >= frame.y.min,
    content: words,
    position: {
      x: isLeft ? ('start' as const) : ('end' as const),
      y: isInside ? (levels[Math.sign(row) + 1] ?? 'center') : ('start' as const),
    },
    xAdjust: (row === 0 ? 9 : -8) * (isLeft ? 1 : -1),
    yAdjust: row > 1 ? -9 - lineHeight * (row - 1) : row * -9,
    ...labelLooks(tokens),
  }
}

/** Words in the chart, and the line that they stand on. */
export function toAnnotation(
  drawn: DrawnWords,
  frame: ChartFrame,
  tokens: ChartTokens,
): AnnotationOptions {
  switch (drawn.kind) {
    case 'level':
      return levelLine(drawn, frame, labelOn(drawn.words, tokens), tokens)
    case 'upright':
      return uprightLine(drawn, frame, labelOn(drawn.words, tokens), tokens)
    case 'place':
      return placedLabel(drawn, frame, tokens)
  }
}
