import type { CursorReading } from './chart-cursor.ts'
import { isOfCourse, type ChartFigure } from './chart-settings.ts'
import { valueText } from './chart-values.ts'
import { t } from './translate.ts'

/** What runs read at the cursor, in words; where one was chosen, that one alone. */
export function spokenReading(
  reading: CursorReading | null,
  figure: ChartFigure,
  chosen: string | null,
): string {
  if (!reading) return t('charts.noCursor')
  const show = (value: number | null) =>
    value === null ? t('charts.unknown') : valueText(figure, value)
  const rows = reading.rows
    .filter(({ id }) => chosen === null || id === chosen)
    .map(({ name, smooth, test }) =>
      isOfCourse(figure)
        ? t('charts.spokenValue', { name, value: show(smooth) })
        : t('charts.spokenRun', { name, train: show(smooth), test: show(test) }),
    )
  return [t('charts.spokenStep', { step: reading.step }), ...rows].join('. ')
}
