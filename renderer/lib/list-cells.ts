import type { Run } from '../../electron/contract/entities.ts'
import { knownSettings } from '../../electron/contract/imports.ts'
import { isMixed } from '../../electron/contract/handwriting.ts'
import {
  isNone,
  runColumns,
  type ColumnKind,
  type ColumnValue,
  type RunColumn,
} from '../../electron/contract/run-columns.ts'
import { published } from '../../electron/contract/training.ts'
import { referenceConfig } from '../../electron/contract/train-config.ts'
import {
  formatCount,
  formatLoss,
  formatMegabytes,
  formatNumber,
  formatPercent,
  formatPoints,
  noValue,
} from './format.ts'
import { deltaKey, type ListColumn } from './list-columns.ts'
import { isChanged } from './reference.ts'
import { settingText } from './run-facts.ts'
import { formatAgo, formatDuration, formatMoment } from './time.ts'
import { t } from './translate.ts'

/** What a baseline's best test error is, a share, and of which data set. */
export interface BaselineError {
  readonly error: number
  readonly dataset: string
}

/** What a run's cells depend on beside the run. */
export interface CellContext {
  /** Milliseconds since 1970; read for cells that tell how long ago something was, and for no others. */
  readonly now: number
  /** Null where the baseline has no error yet. */
  readonly baseline: BaselineError | null
}

export interface Cell {
  readonly text: string
  /** More exact, for the hint; may be empty. */
  readonly hint: string
  readonly tone: 'plain' | 'strong' | 'dim' | 'good' | 'mid'
}

const none: Cell = { text: noValue, hint: '', tone: 'dim' }
const lossKeys = new Set(['test-loss', 'train-loss', 'best-loss'])

const numberText = (key: string, value: number): string => {
  if (lossKeys.has(key)) return formatLoss(value)
  return Number.isInteger(value) ? formatCount(value) : formatNumber(value)
}

type AmountKind = Exclude<ColumnKind, 'text' | 'list' | 'flag'>
type AmountText = (value: number, key: string, now: number) => string

const orNone = (text: (value: number) => string) => (value: number) =>
  value === 0 ? noValue : text(value)

const amountTexts: Readonly<Record<AmountKind, AmountText>> = {
  share: (value, key) => (key === deltaKey ? formatPoints(value) : formatPercent(value)),
  seconds: orNone(formatDuration),
  bytes: orNone(formatMegabytes),
  moment: (value, _key, now) => formatAgo(value, now),
  number: (value, key) => numberText(key, value),
}

const isAmountKind = (kind: ColumnKind): kind is AmountKind => Object.hasOwn(amountTexts, kind)

/** A value as people read it, without its unit where that stands in the header. */
export function valueText(
  { key, kind }: { readonly key: string; readonly kind: ColumnKind },
  value: ColumnValue,
  now: number,
): string {
  if (isNone(value) || value === null) return noValue
  if (typeof value === 'boolean') return t(value ? 'cell.yes' : 'cell.no')
  if (typeof value === 'object') return value.join(', ')
  return typeof value === 'number' && isAmountKind(kind)
    ? amountTexts[kind](value, key, now)
    : String(value)
}

/** Best test error less the baseline's; null while one of the two is unknown, or of another data set. */
const deltaOf = (run: Run, baseline: BaselineError | null): number | null =>
  run.best === null || baseline?.dataset !== run.dataset.id
    ? null
    : run.best.test.error - baseline.error

const byKey: ReadonlyMap<string, RunColumn> = new Map(
  runColumns.map((column) => [column.key, column]),
)

/** The columns of the contract, and the difference from the baseline. */
export const valueColumn = (key: string, baseline: BaselineError | null): RunColumn | undefined =>
  key === deltaKey ? { key, kind: 'share', value: (run) => deltaOf(run, baseline) } : byKey.get(key)

function toneOf(column: ListColumn, run: Run, value: ColumnValue): Cell['tone'] {
  if (column.setting) return isChanged(run.config, column.setting) ? 'strong' : 'plain'
  if (column.key === 'best-error') return 'strong'
  if (column.key === deltaKey) return typeof value === 'number' && value < 0 ? 'good' : 'mid'
  return 'plain'
}

const settingValue = (column: ListColumn, run: Run): string | null => {
  const { config, progress } = run
  if (!column.setting) return null
  if (!knownSettings(run).includes(column.setting)) return noValue
  if (column.setting === 'hidden' && config.hidden.length === 1)
    return formatCount(config.hidden[0] ?? 0)
  return column.setting === 'epochs'
    ? formatCount(progress.epochs)
    : settingText(config, column.setting)
}

/** Zero where the clock is not asked. */
const nowFor = ({ kind }: ListColumn, context: CellContext): number =>
  kind === 'moment' ? context.now : 0

/** What stands in a run's cell. */
export function cellOf(column: ListColumn, run: Run, context: CellContext): Cell {
  const value = valueColumn(column.key, context.baseline)?.value(run) ?? null
  const text = settingValue(column, run) ?? valueText(column, value, nowFor(column, context))
  if (text === noValue) return none
  const isMoment = column.kind === 'moment' && typeof value === 'number'
  if (column.key.startsWith('handwriting') && isMixed(run.dataset.id))
    return { text: t('cell.trainedOn', { text }), hint: t('run.handwritingMixed'), tone: 'mid' }
  const hint = isMoment ? formatMoment(value) : column.isNumber ? '' : text
  return { text, hint, tone: toneOf(column, run, value) }
}

/** True where two cells look alike. */
export const isSameCell = (a: Cell, b: Cell | undefined): boolean =>
  a.text === b?.text && a.hint === b.hint && a.tone === b.tone

/** What stands in the cell of the published result. */
export function publishedText(column: ListColumn): string {
  if (column.setting === 'seed') return noValue
  if (column.setting) return settingText(referenceConfig, column.setting)
  if (column.key === 'train-error') return formatPercent(published.train.error)
  if (column.key === 'test-error') return formatPercent(published.test.error)
  return column.key === deltaKey ? formatPoints(0) : noValue
}

export interface Spread {
  readonly mean: string
  /** Sample standard deviation; empty for fewer than two values. */
  readonly deviation: string
}

const amounts: ReadonlySet<ColumnKind> = new Set(['number', 'share', 'seconds', 'bytes'])

/** Mean and deviation of a group's runs in a column of amounts; null where none has a value. */
export function spreadOf(
  column: ListColumn,
  runs: readonly Run[],
  baseline: BaselineError | null,
): Spread | null {
  const found = valueColumn(column.key, baseline)
  if (!found || !amounts.has(column.kind) || column.key === 'seed') return null
  const values = runs.map((run) => found.value(run)).filter((value) => typeof value === 'number')
  if (values.length === 0) return null
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return {
    mean: amountText(column, mean),
    deviation:
      values.length < 2
        ? ''
        : amountText(column, Math.sqrt(squares / (values.length - 1))).replace('+', ''),
  }
}

/** Three digits that say something are enough for a mean that is not whole. */
function amountText(column: ListColumn, value: number): string {
  if (column.kind !== 'number' || lossKeys.has(column.key) || Number.isInteger(value))
    return valueText(column, value, 0)
  return formatNumber(Number(value.toPrecision(3)))
}
