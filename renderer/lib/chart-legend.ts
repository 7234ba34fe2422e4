import type { Curve } from './chart-series.ts'
import { formatPercent, noValue } from './format.ts'
import { t } from './translate.ts'

export interface LegendEntry {
  readonly id: string
  readonly name: string
  /** 1 to 10. */
  readonly colour: number
  /** Of the test images after the last epoch, of repeats their mean and deviation. */
  readonly error: string
  /** Every run that the entry stands for. */
  readonly hint: string
}

function errorText(errors: readonly number[]): string {
  if (errors.length === 0) return noValue
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length
  const percent = formatPercent(mean)
  if (errors.length === 1) return t('charts.percent', { percent })
  const squares = errors.reduce((sum, error) => sum + (error - mean) ** 2, 0)
  const deviation = formatPercent(Math.sqrt(squares / (errors.length - 1)))
  return t('charts.meanPercent', { percent, deviation })
}

/** Names a run, or repeats that are drawn as one; there is at least one. */
export function legendOf(group: readonly Curve[]): LegendEntry {
  const [first] = group
  const name = first?.run.name ?? ''
  return {
    id: first?.run.id ?? '',
    name: group.length > 1 ? t('charts.mean', { name, count: group.length }) : name,
    colour: first?.run.colour ?? 1,
    error: errorText(group.flatMap(({ epochs }) => epochs.at(-1)?.test.error ?? [])),
    hint: group.map(({ run }) => run.name).join('\n'),
  }
}
