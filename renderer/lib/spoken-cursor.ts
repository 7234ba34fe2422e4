import type { CursorReading } from './chart-cursor.ts'
import type { ChartFigure } from './chart-settings.ts'
import { t } from './translate.ts'

/** Digits after the point of a value. */
export const decimalsOf = (figure: ChartFigure): number => (figure === 'error' ? 2 : 4)

/** What runs read at the cursor, in words; where one was chosen, that one alone. */
export function spokenReading(
  reading: CursorReading | null,
  figure: ChartFigure,
  chosen: string | null,
): string {
  if (!reading) return t('charts.noCursor')
  const show = (value: number | null) => value?.toFixed(decimalsOf(figure)) ?? t('charts.unknown')
  const rows = reading.rows
    .filter(({ id }) => chosen === null || id === chosen)
    .map(({ name, smooth, test }) =>
      t('charts.spokenRun', { name, train: show(smooth), test: show(test) }),
    )
  return [t('charts.spokenStep', { step: reading.step }), ...rows].join('. ')
}
