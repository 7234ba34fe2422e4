import type { ChartFigure } from './chart-settings.ts'
import { formatCount, formatNumber, formatRate } from './format.ts'

const texts: Readonly<Record<ChartFigure, (value: number) => string>> = {
  error: (value) => value.toFixed(2),
  loss: (value) => value.toFixed(4),
  rate: (value) => formatNumber(Number(value.toPrecision(4))),
  speed: formatCount,
}

/** A value of a chart as it stands in a column with others. */
export const valueText = (figure: ChartFigure, value: number): string => texts[figure](value)

/** A value on the vertical axis. */
export const levelText = (figure: ChartFigure, value: number): string =>
  figure === 'speed' ? formatCount(value) : formatRate(value)

/** Pixels beside a plot that the labels of its vertical axis need. */
export const labelRoom: Readonly<Record<ChartFigure, number>> = {
  error: 34,
  loss: 44,
  rate: 52,
  speed: 52,
}
