import type { Run } from './entities.ts'
import { referenceConfig, type TrainConfig } from './train-config.ts'

export type ColumnValue = number | string | boolean | readonly string[] | null

/** What a value of a column is, for sorting, comparing and writing it. */
export type ColumnKind =
  | 'text'
  | 'list'
  | 'flag'
  | 'number'
  /** 0 to 1, shown in percent. */
  | 'share'
  | 'seconds'
  | 'bytes'
  /** Milliseconds since 1970. */
  | 'moment'

/** A fact of a run under the name that lists, filters, exports and the terminal know it by. */
export interface RunColumn {
  readonly key: string
  readonly kind: ColumnKind
  readonly value: (run: Run) => ColumnValue
}

const column = (key: string, kind: ColumnKind, value: RunColumn['value']): RunColumn => ({
  key,
  kind,
  value,
})

/** `learningRate` is `learning-rate`. */
export const columnKey = (setting: keyof TrainConfig): string =>
  setting.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** `512-256`, or `none`. */
export const hiddenText = (hidden: TrainConfig['hidden']): string =>
  hidden.length === 0 ? 'none' : hidden.join('-')

function settingColumn(setting: keyof TrainConfig): RunColumn {
  const key = columnKey(setting)
  if (setting === 'hidden') return column(key, 'text', ({ config }) => hiddenText(config.hidden))
  if (setting === 'epochs') return column(key, 'number', ({ progress }) => progress.epochs)
  const kinds = { number: 'number', boolean: 'flag', string: 'text' } as const
  const type = typeof referenceConfig[setting]
  const kind = type === 'number' || type === 'boolean' || type === 'string' ? kinds[type] : 'number'
  return column(key, kind, ({ config }) => (config[setting] as ColumnValue | undefined) ?? null)
}

/** The number of training images has no value where all are used. */
const settingKeys = [
  ...new Set([...Object.keys(referenceConfig), 'trainImages']),
] as (keyof TrainConfig)[]

/** Every column; test errors and losses are those of the last finished epoch or, with `best`, of the best one. */
export const runColumns: readonly RunColumn[] = [
  column('name', 'text', (run) => run.name),
  column('id', 'text', (run) => run.id),
  column('status', 'text', (run) => run.status),
  column('tags', 'list', (run) => run.tags),
  column('note', 'text', (run) => run.note),
  column('pinned', 'flag', (run) => run.isPinned),
  column('error', 'share', (run) => run.final?.test.error ?? null),
  column('test-error', 'share', (run) => run.final?.test.error ?? null),
  column('train-error', 'share', (run) => run.final?.train.error ?? null),
  column('test-loss', 'number', (run) => run.final?.test.loss ?? null),
  column('train-loss', 'number', (run) => run.final?.train.loss ?? null),
  column('best-error', 'share', (run) => run.best?.test.error ?? null),
  column('best-loss', 'number', (run) => run.best?.test.loss ?? null),
  column('best-epoch', 'number', (run) => run.best?.epoch ?? null),
  column('duration', 'seconds', (run) => run.seconds),
  column('size', 'bytes', (run) => run.bytes),
  column('engine', 'text', (run) => run.engine?.kind ?? null),
  column('threads', 'number', (run) => run.engine?.threads ?? null),
  column('step', 'number', (run) => run.progress.step),
  column('created', 'moment', (run) => run.createdAt),
  column('started', 'moment', (run) => run.startedAt),
  column('ended', 'moment', (run) => run.endedAt),
  ...settingKeys.map(settingColumn),
]

export const columnByKey: ReadonlyMap<string, RunColumn> = new Map(
  runColumns.map((each) => [each.key, each]),
)
