import type { CalibrationBin, Evaluation } from '../../../electron/contract/evaluations.ts'
import { formatCount, noValue } from '../format.ts'
import { element, text } from '../svg-text.ts'
import { t } from '../translate.ts'

/** A filled bin, as shares from 0 to 1. */
export interface CalibrationPoint {
  /** How sure the answers were, and how many of them were right. */
  readonly confidence: number
  readonly right: number
}

export const calibrationPoints = (bins: readonly CalibrationBin[]): readonly CalibrationPoint[] =>
  bins.flatMap(({ confidence, right }) =>
    confidence === null || right === null ? [] : [{ confidence, right }],
  )

export interface CalibrationRow {
  readonly range: string
  readonly images: string
  readonly confidence: string
  readonly right: string
}

const percent = (share: number | null) => (share === null ? noValue : (share * 100).toFixed(1))
const whole = (share: number) => String(Math.round(share * 100))

export const calibrationRows = (bins: readonly CalibrationBin[]): readonly CalibrationRow[] =>
  bins.map(({ from, to, images, confidence, right }) => ({
    range: t('evaluate.from', { from: whole(from), to: whole(to) }),
    images: formatCount(images),
    confidence: percent(confidence),
    right: percent(right),
  }))

/** Corners of the curve in a square of 1 × 1 whose origin is at the top left. */
export const calibrationCorners = (points: readonly CalibrationPoint[]): string =>
  points
    .map(({ confidence, right }) => `${confidence.toFixed(4)},${(1 - right).toFixed(4)}`)
    .join(' ')

export const calibrationTicks = [0, 0.25, 0.5, 0.75, 1] as const

/** Colours and font of the drawing. */
export interface CalibrationLook {
  readonly surface: string
  readonly ink: string
  readonly inkSoft: string
  readonly grid: string
  readonly line: string
  readonly font: string
}

/** Pixels. */
const sheet = { width: 560, height: 600 }
const plot = { left: 64, top: 72, side: 456 }

/** The curve with title and axes, as a file of its own. */
export function calibrationSvg(
  { calibration }: Evaluation,
  words: { readonly title: string; readonly caption: string },
  look: CalibrationLook,
): string {
  const x = (share: number) => plot.left + share * plot.side
  const y = (share: number) => plot.top + (1 - share) * plot.side
  const points = calibrationPoints(calibration)
  const label = { 'font-size': 12, fill: look.inkSoft }
  const axes = calibrationTicks.flatMap((share) => [
    element('path', {
      d: `M${String(x(0))} ${String(y(share))}H${String(x(1))}`,
      stroke: look.grid,
    }),
    text(whole(share), { ...label, x: x(0) - 8, y: y(share) + 4, 'text-anchor': 'end' }),
    text(whole(share), { ...label, x: x(share), y: y(0) + 20, 'text-anchor': 'middle' }),
  ])
  const corners = points.map(
    ({ confidence, right }) => `${x(confidence).toFixed(1)},${y(right).toFixed(1)}`,
  )
  const line = { fill: 'none', stroke: look.line, 'stroke-width': 2 }
  const content = [
    element('rect', { width: sheet.width, height: sheet.height, fill: look.surface }),
    text(words.title, { x: 24, y: 32, 'font-size': 16, 'font-weight': 600, fill: look.ink }),
    text(words.caption, { ...label, x: 24, y: 52 }),
    ...axes,
    element('path', {
      d: `M${String(x(0))} ${String(y(0))}L${String(x(1))} ${String(y(1))}`,
      stroke: look.inkSoft,
      'stroke-dasharray': '3 3',
    }),
    element('polyline', { points: corners.join(' '), ...line }),
    ...points.map(({ confidence, right }) =>
      element('circle', {
        cx: x(confidence).toFixed(1),
        cy: y(right).toFixed(1),
        r: 3.5,
        fill: look.line,
      }),
    ),
    text(t('evaluate.axisSure'), { ...label, x: x(0.5), y: y(0) + 40, 'text-anchor': 'middle' }),
  ]
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: sheet.width,
      height: sheet.height,
      viewBox: `0 0 ${String(sheet.width)} ${String(sheet.height)}`,
      'font-family': look.font,
    },
    content.join(''),
  )
}
