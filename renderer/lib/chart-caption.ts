import { isLive } from '../../electron/contract/entities.ts'
import type { Curve } from './chart-series.ts'
import {
  isOfCourse,
  linesShown,
  type ChartFigure,
  type ChartSettings,
  type LineKind,
} from './chart-settings.ts'
import { hasZeros } from './log-floor.ts'
import { t } from './translate.ts'

export interface Captioned {
  readonly figure: ChartFigure
  readonly settings: ChartSettings
  readonly groups: readonly (readonly Curve[])[]
  /** Runs that were to be drawn. */
  readonly wanted: number
}

/** What the lines are, and why there are none. */
export function captionOf({ figure, settings, groups, wanted }: Captioned): string {
  const curves = groups.flat()
  if (wanted === 0) return t('charts.noRuns')
  if (curves.length > 0 && curves.every(({ points }) => points.length === 0)) {
    const steps = curves.flatMap(({ run }) => (isLive(run) ? run.config.recordEvery : []))
    if (steps.length === 0) return t('charts.noneRecorded')
    return t('charts.noPoints', { step: Math.min(...steps) })
  }
  if (isOfCourse(figure)) return t(`charts.caption.${figure}`)
  const values = {
    unit: t(`charts.caption.${figure}`),
    lines: linesText(figure, settings, groups),
    shown: curves.length,
    count: wanted,
  }
  return t(
    curves.length > 0 && curves.length < wanted ? 'charts.caption.some' : 'charts.caption',
    values,
  )
}

/** What the marks of lines are that not every run has. */
function marksText(
  figure: ChartFigure,
  kinds: ReadonlySet<LineKind>,
  curves: readonly Curve[],
): readonly string[] {
  const hasValidation = curves.some(({ epochs }) =>
    epochs.some(({ validation }) => validation !== null),
  )
  return [
    ...(kinds.has('validation') && hasValidation ? [t('charts.caption.validation')] : []),
    ...(kinds.has('handwriting') && figure === 'error' ? [t('charts.caption.handwriting')] : []),
  ]
}

function linesText(
  figure: ChartFigure,
  settings: ChartSettings,
  groups: readonly (readonly Curve[])[],
): string {
  const kinds = linesShown(figure, settings, groups.length)
  const running = settings.smoothing > 0 ? 'smoothed' : 'running'
  return [
    kinds.has('running') ? t(`charts.caption.${running}`) : [],
    kinds.has('train') ? t('charts.caption.train') : [],
    kinds.has('test') ? t('charts.caption.test') : [],
    marksText(figure, kinds, groups.flat()),
    groups.some((group) => group.length > 1) ? t('charts.caption.band') : [],
    settings.isLogY && hasZeros(figure, groups.flat()) ? t('charts.caption.zeros') : [],
  ]
    .flat()
    .join('. ')
}
