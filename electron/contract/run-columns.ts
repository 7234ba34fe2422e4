import { finishedEpochs, runStatuses, type Run } from './entities.ts'
import { knownSettings, origins } from './imports.ts'
import { hiddenText, settingKey } from './setting-words.ts'
import {
  activations,
  firstWeightKinds,
  normalisations,
  optimizers,
  referenceConfig,
  schedules,
  settingNames,
  type TrainConfig,
} from './train-config.ts'
import { engineKinds, type Score } from './training.ts'

export type ColumnValue = number | string | boolean | readonly string[] | null

/** True for what a run does not have: no value, no text, nothing in a list. */
export const isNone = (value: ColumnValue): boolean =>
  value === null || value === '' || (typeof value === 'object' && value.length === 0)

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
  /** Null where a run has none yet. */
  readonly value: (run: Run) => ColumnValue
  /** Of a text that is one of a few. */
  readonly values?: readonly string[]
  /** What it is sorted by, where that is not its value. */
  readonly rank?: (run: Run) => number
}

const column = (
  key: string,
  kind: ColumnKind,
  value: RunColumn['value'],
  more: Pick<RunColumn, 'values' | 'rank'> = {},
): RunColumn => ({ key, kind, value, ...more })

/** How many numbers training decides: each layer's matrix and its biases. */
function parameterCount({ config: { hidden }, dataset: { rows, columns, classes } }: Run): number {
  const sizes = [rows * columns, ...hidden, classes.length]
  return sizes.slice(1).reduce((sum, size, index) => sum + ((sizes[index] ?? 0) + 1) * size, 0)
}

const choices: Partial<Readonly<Record<keyof TrainConfig, readonly string[]>>> = {
  activation: activations,
  firstWeights: firstWeightKinds,
  optimizer: optimizers,
  schedule: schedules,
  normalisation: normalisations,
}

/** The number of training images has no value where all are used, and no reference to tell its kind by. */
function settingKind(setting: keyof TrainConfig): ColumnKind {
  const value = referenceConfig[setting]
  if (typeof value === 'boolean') return 'flag'
  return typeof value === 'string' ? 'text' : 'number'
}

function settingColumn(setting: keyof TrainConfig): RunColumn {
  const key = settingKey(setting)
  if (setting === 'hidden')
    return column(key, 'text', ({ config }) => hiddenText(config.hidden), { rank: parameterCount })
  const isKnown = (run: Run) => knownSettings(run).includes(setting)
  if (setting === 'epochs')
    return column(key, 'number', (run) => (isKnown(run) ? run.progress.epochs : null))
  const values = choices[setting]
  const value = (run: Run) =>
    isKnown(run) ? ((run.config[setting] as ColumnValue | undefined) ?? null) : null
  return column(key, settingKind(setting), value, values && { values })
}

/** An imported run has one on its test set once it was evaluated there. */
export const testScore = (run: Run): Score | undefined =>
  run.final?.test ?? (run.origin.kind === 'imported' ? run.best?.test : undefined)

/** Null for what an imported run has not done here. */
const ifTrained =
  (value: RunColumn['value']): RunColumn['value'] =>
  (run) =>
    run.origin.kind === 'imported' ? null : value(run)

/** Every column; test errors and losses are those of the last finished epoch or, with `best`, of the best one. */
export const runColumns: readonly RunColumn[] = [
  column('name', 'text', (run) => run.name),
  column('id', 'text', (run) => run.id),
  column('status', 'text', (run) => run.status, { values: runStatuses }),
  column('reason', 'text', (run) => ('reason' in run ? run.reason : null)),
  column('origin', 'text', ({ origin }) => origin.kind, { values: origins }),
  column('file', 'text', ({ origin }) => (origin.kind === 'imported' ? origin.fileName : null)),
  column('held', 'flag', (run) => run.status === 'queued' && run.isHeld),
  column('tags', 'list', (run) => run.tags),
  column('note', 'text', (run) => run.note),
  column('pinned', 'flag', (run) => run.isPinned),
  column('colour', 'number', (run) => run.colour),
  column('test-error', 'share', (run) => testScore(run)?.error ?? null),
  column('train-error', 'share', (run) => run.final?.train.error ?? null),
  column('test-loss', 'number', (run) => testScore(run)?.loss ?? null),
  column('train-loss', 'number', (run) => run.final?.train.loss ?? null),
  column('best-error', 'share', (run) => run.best?.test.error ?? null),
  column('best-loss', 'number', (run) => run.best?.test.loss ?? null),
  column(
    'best-epoch',
    'number',
    ifTrained((run) => run.best?.epoch ?? null),
  ),
  column('handwriting-error', 'share', (run) => run.handwriting?.error ?? null),
  column('handwriting-right', 'share', (run) => run.handwriting && 1 - run.handwriting.error),
  column('epoch', 'number', ifTrained(finishedEpochs)),
  column(
    'step',
    'number',
    ifTrained(({ progress }) => progress.step),
  ),
  column(
    'duration',
    'seconds',
    ifTrained(({ seconds }) => seconds),
  ),
  column('size', 'bytes', (run) => run.bytes),
  column('parameters', 'number', parameterCount),
  column('engine', 'text', (run) => run.engine?.kind ?? null, { values: engineKinds }),
  column('threads', 'number', (run) => run.engine?.threads ?? null),
  column('repeats', 'text', (run) => run.reproduces),
  column('group', 'text', (run) => run.group?.name ?? null),
  column('trial', 'number', (run) => run.group?.trial ?? null),
  column('created', 'moment', (run) => run.createdAt),
  column('started', 'moment', (run) => run.startedAt),
  column('ended', 'moment', (run) => run.endedAt),
  ...settingNames.map(settingColumn),
]

const shortForms: Readonly<Record<string, string>> = {
  error: 'test-error',
  loss: 'test-loss',
  best: 'best-error',
  handwriting: 'handwriting-error',
  lr: 'learning-rate',
  rate: 'learning-rate',
  took: 'duration',
  time: 'duration',
  data: 'dataset',
  tag: 'tags',
}

/** `learning-rate`, `learning_rate`, `Learning rate` and `learningRate` are one name. */
const plainName = (name: string): string => name.toLowerCase().replace(/[-_ ]/g, '')

const byName: ReadonlyMap<string, RunColumn> = new Map([
  ...runColumns.map((each) => [plainName(each.key), each] as const),
  ...Object.entries(shortForms).flatMap(([short, key]) =>
    runColumns.filter((each) => each.key === key).map((each) => [short, each] as const),
  ),
])

/** The column that people mean by a name, in any case, with `-`, `_` or nothing between words, or a short form. */
export const columnNamed = (name: string): RunColumn | undefined => byName.get(plainName(name))

/** Names that a column can be asked for by: its key first, then short forms. */
export const columnNames: readonly string[] = [
  ...runColumns.map(({ key }) => key),
  ...Object.keys(shortForms),
]
