import type { Comparison } from '../../electron/contract/comparison.ts'
import type { Run, RunId } from '../../electron/contract/entities.ts'
import {
  columnNamed,
  type ColumnValue,
  type RunColumn,
} from '../../electron/contract/run-columns.ts'
import { settingKey } from '../../electron/contract/setting-words.ts'
import { settingNames } from '../../electron/contract/train-config.ts'
import { formatCount, formatLoss, formatNumber, formatPercent, noValue } from './format.ts'
import { formatDuration } from './time.ts'
import { t, type Message } from './translate.ts'

/** One quantity of runs along a line from 0 to 1. */
export interface ParameterAxis {
  readonly key: string
  readonly label: string
  /** Null where a run has none. */
  readonly at: (run: Run) => number | null
  readonly text: (run: Run) => string
  readonly ticks: readonly { readonly at: number; readonly text: string }[]
}

/** What a run ends with, and what it takes. */
const metrics: readonly { readonly key: string; readonly label: Message }[] = [
  { key: 'test-error', label: 'compare.testError' },
  { key: 'best-error', label: 'compare.bestError' },
  { key: 'train-error', label: 'compare.trainError' },
  { key: 'test-loss', label: 'compare.testLoss' },
  { key: 'handwriting-error', label: 'compare.handwriting' },
  { key: 'duration', label: 'column.took' },
]

function textOf({ kind }: RunColumn, value: ColumnValue): string {
  if (typeof value === 'number') {
    if (kind === 'share') return formatPercent(value)
    if (kind === 'seconds') return formatDuration(value)
    if (Number.isInteger(value)) return formatCount(value)
    return value < 1 && value.toString().length > 8 ? formatLoss(value) : formatNumber(value)
  }
  return value === null ? t('choice.all') : String(value)
}

/** Values beyond this ratio are laid out by their logarithm. */
const wide = 20

function numberAxis(column: RunColumn, label: string, values: readonly number[]): ParameterAxis {
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const isLog = least > 0 && most / least > wide
  const scale = (value: number) => (isLog ? Math.log(value) : value)
  const width = scale(most) - scale(least)
  const place = (value: number) => (width === 0 ? 0.5 : (scale(value) - scale(least)) / width)
  const distinct = [...new Set(values)].sort((a, b) => a - b)
  const shown = distinct.length <= 6 ? distinct : [least, most]
  return {
    key: column.key,
    label,
    at: (run) => {
      const value = column.value(run)
      return typeof value === 'number' ? place(value) : null
    },
    text: (run) => {
      const value = column.value(run)
      return value === null ? noValue : textOf(column, value)
    },
    ticks: shown.map((value) => ({ at: place(value), text: textOf(column, value) })),
  }
}

/** What has no number, as all training images have not, stands above what has one. */
const amount = (value: ColumnValue) => (typeof value === 'number' ? value : Infinity)

/** Choices side by side, in the order of their rank or else of their names. */
function choiceAxis(column: RunColumn, label: string, runs: readonly Run[]): ParameterAxis {
  const text = (run: Run) => textOf(column, column.value(run))
  const rank = (run: Run) => column.rank?.(run) ?? amount(column.value(run))
  const sorted = [...runs].sort(
    (a, b) => Math.sign(rank(a) - rank(b)) || text(a).localeCompare(text(b)),
  )
  const choices = [...new Set(sorted.map(text))]
  const place = (choice: string) =>
    choices.length < 2 ? 0.5 : choices.indexOf(choice) / (choices.length - 1)
  return {
    key: column.key,
    label,
    at: (run) => place(text(run)),
    text,
    ticks: choices.map((choice) => ({ at: place(choice), text: choice })),
  }
}

/** A measure that some runs have not is drawn for those that have it. */
function metricAxis(key: string, label: string, runs: readonly Run[]): ParameterAxis | undefined {
  const column = columnNamed(key)
  const numbers = runs.map((run) => column?.value(run)).filter((value) => typeof value === 'number')
  return column && numbers.length > 0 ? numberAxis(column, label, numbers) : undefined
}

function settingAxis(key: string, label: string, runs: readonly Run[]): ParameterAxis | undefined {
  const column = columnNamed(key)
  if (!column || runs.length === 0) return undefined
  const values = runs.map(column.value)
  const numbers = values.filter((value) => typeof value === 'number')
  if (numbers.length === values.length) return numberAxis(column, label, numbers)
  return choiceAxis(column, label, runs)
}

/** The settings in which runs differ. */
export const parameterAxes = (runs: readonly Run[]): readonly ParameterAxis[] =>
  settingNames.flatMap((setting) => {
    const axis = settingAxis(settingKey(setting), t(`setting.${setting}`), runs)
    return axis && new Set(runs.map(axis.text)).size > 1 ? axis : []
  })

/** What there is to be measured of them. */
export const metricAxes = (runs: readonly Run[]): readonly ParameterAxis[] =>
  metrics.flatMap(({ key, label }) => metricAxis(key, t(label), runs) ?? [])

/** The runs of a comparison that have something to show. */
export const measuredRuns = ({ runs }: Comparison): readonly Run[] =>
  runs.filter(({ final }) => final !== null)

/** A part of an axis, from 0 to 1. */
export interface Brush {
  readonly from: number
  readonly to: number
}

/** So far beside its end, a value is still in a brush. */
const grip = 1e-9

/** The runs that lie in all brushes; a run without a value lies in none. */
export const brushed = (
  runs: readonly Run[],
  axes: readonly ParameterAxis[],
  brushes: ReadonlyMap<string, Brush>,
): readonly RunId[] =>
  runs
    .filter((run) =>
      axes.every(({ key, at }) => {
        const brush = brushes.get(key)
        const value = at(run)
        if (!brush) return true
        return value !== null && value >= brush.from - grip && value <= brush.to + grip
      }),
    )
    .map(({ id }) => id)
