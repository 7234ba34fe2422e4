import { finishedEpochs, type Run } from '../contract/entities.ts'
import {
  isNone,
  type ColumnKind,
  type ColumnValue,
  type RunColumn,
} from '../contract/run-columns.ts'
import { duration, moment, percent, size } from './words.ts'

/** `test-error` is `Test error %`. */
export function columnTitle({ key, kind }: RunColumn): string {
  const words = key.charAt(0).toUpperCase() + key.slice(1).replaceAll('-', ' ')
  return kind === 'share' ? `${words} %` : words
}

/** Numbers stand below each other. */
export const isRight = ({ kind }: RunColumn): boolean =>
  kind !== 'text' && kind !== 'list' && kind !== 'flag' && kind !== 'moment'

const short = (value: number): string =>
  Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)))

type Writer = (value: number) => string
const writers: Partial<Readonly<Record<ColumnKind, Writer>>> = {
  number: short,
  share: percent,
  seconds: duration,
  bytes: size,
  moment,
}

function valueText(value: ColumnValue, kind: ColumnKind): string {
  if (isNone(value)) return '–'
  if (typeof value === 'number') return (writers[kind] ?? String)(value)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'object' && value !== null ? value.join(', ') : String(value)
}

/** A value of a run for people to read; of the epochs also how many are done. */
export const cellText = (run: Run, { key, kind, value }: RunColumn): string =>
  key === 'epochs'
    ? `${String(finishedEpochs(run))}/${String(run.progress.epochs)}`
    : valueText(value(run), kind)
