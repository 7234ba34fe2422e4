import type { UsagePoint } from '../../electron/contract/training.ts'
import { isInMinutes, shareOf, xTicks, yTicks, type Range } from './chart-axes.ts'
import { formatCount, formatRate } from './format.ts'
import { t } from './translate.ts'

export const usageFigures = ['processor', 'memory'] as const
export type UsageFigure = (typeof usageFigures)[number]

export interface Tick {
  /** Where on its axis, 0 to 1. */
  readonly share: number
  readonly label: string
}

export interface UsageChart {
  /** Corners of the line in a square of 1 × 1 whose origin is at the top left. */
  readonly corners: string
  readonly xTicks: readonly Tick[]
  readonly yTicks: readonly Tick[]
  readonly mean: string
  readonly most: string
}

const valueOf: Readonly<Record<UsageFigure, (point: UsagePoint) => number>> = {
  processor: ({ cpu }) => cpu,
  memory: ({ memory }) => memory / 1e6,
}
/** Axes of runs that use little still show how little that is. */
const leastTop: Readonly<Record<UsageFigure, number>> = { processor: 1, memory: 100 }

/** A value as people read it: cores with two decimals, whole megabytes. */
export const usageText = (figure: UsageFigure, point: UsagePoint): string =>
  formatValue(figure, valueOf[figure](point))

const formatValue = (figure: UsageFigure, value: number) =>
  figure === 'processor' ? value.toFixed(2) : formatCount(value)

function timeTicks(range: Range): readonly Tick[] {
  const inMinutes = isInMinutes('time', range)
  const values = xTicks(range, 'time', [])
  return values.map((value, index) => {
    const number = formatRate(inMinutes ? value / 60 : value)
    const unit = inMinutes ? 'charts.unit.minutes' : 'charts.unit.time'
    const isLast = index === values.length - 1
    return { share: shareOf(value, range), label: isLast ? t(unit, { value: number }) : number }
  })
}

/** One figure over the time that a run was trained for; there must be a point. */
export function usageChart(points: readonly UsagePoint[], figure: UsageFigure): UsageChart {
  const values = points.map(valueOf[figure])
  const most = Math.max(...values)
  const x = { min: 0, max: Math.max(...points.map(({ seconds }) => seconds)) }
  const y = { min: 0, max: Math.max(leastTop[figure], most) * 1.1 }
  const corner = ({ seconds }: UsagePoint, value: number) =>
    `${shareOf(seconds, x).toFixed(4)},${(1 - shareOf(value, y)).toFixed(4)}`
  return {
    corners: points.map((point, index) => corner(point, values[index] ?? 0)).join(' '),
    xTicks: timeTicks(x),
    yTicks: yTicks(y, false).map((value) => ({
      share: shareOf(value, y),
      label: formatRate(value),
    })),
    mean: formatValue(figure, values.reduce((sum, value) => sum + value, 0) / values.length),
    most: formatValue(figure, most),
  }
}
