import { runColumns, type RunColumn } from '../../electron/contract/run-columns.ts'
import type { RunsView } from '../../electron/contract/run-list.ts'
import { settingKey } from '../../electron/contract/setting-words.ts'
import { settingNames } from '../../electron/contract/train-config.ts'
import type { Setting } from './reference.ts'
import { t, type Message } from './translate.ts'

/** A column of the list on the screen. */
export interface ListColumn {
  readonly key: string
  readonly kind: RunColumn['kind']
  readonly label: string
  /** The second line of its header. */
  readonly part: string
  /** Pixels of what is in it, without the space at its sides. */
  readonly width: number
  /** More space before it: it begins a group of numbers. */
  readonly hasGap: boolean
  readonly isNumber: boolean
  /** The width of the list at which it goes, in the columns that a list begins with. */
  readonly dropsAt: number
  /** What the list is ordered by after a click on its header. */
  readonly sortKey: string
  /** The hyperparameter that it shows. */
  readonly setting: Setting | null
}

type Look = Partial<Pick<ListColumn, 'width' | 'hasGap' | 'dropsAt' | 'sortKey'>> & {
  readonly label?: Message
  readonly part?: Message
}

const looks: Readonly<Record<string, Look>> = {
  name: { label: 'column.name', width: 130 },
  id: { label: 'column.id', width: 84 },
  status: { label: 'column.status', width: 112 },
  reason: { label: 'column.reason', width: 160 },
  origin: { label: 'column.origin', width: 70 },
  file: { label: 'column.file', width: 130 },
  held: { label: 'column.held', width: 32 },
  tags: { label: 'column.tags', width: 110 },
  note: { label: 'column.note', width: 160 },
  pinned: { label: 'column.pinned', width: 40 },
  colour: { label: 'column.colour', width: 40 },
  'train-error': { label: 'column.train', part: 'column.last', width: 44, hasGap: true },
  'test-error': { label: 'column.test', part: 'column.last', width: 44, hasGap: true },
  'train-loss': { label: 'column.trainLoss', part: 'column.last', width: 60 },
  'test-loss': { label: 'column.testLoss', part: 'column.last', width: 60 },
  'best-error': { label: 'column.test', part: 'column.best', width: 40 },
  'best-loss': { label: 'column.testLoss', part: 'column.best', width: 60 },
  'best-epoch': { label: 'column.bestEpoch', part: 'column.bestEpochOf', width: 40 },
  'handwriting-error': { label: 'column.handwriting', part: 'column.wrong', width: 76 },
  'handwriting-right': { label: 'column.handwriting', part: 'column.right', width: 76 },
  delta: { label: 'column.delta', part: 'column.deltaOf', width: 46, sortKey: 'best-error' },
  epoch: { label: 'column.epoch', width: 40 },
  step: { label: 'column.step', width: 48 },
  duration: { label: 'column.took', width: 58 },
  size: { label: 'column.size', width: 44 },
  parameters: { label: 'column.parameters', width: 68 },
  engine: { label: 'setting.engine', width: 52 },
  threads: { label: 'setting.threads', width: 48 },
  repeats: { label: 'column.repeats', width: 84 },
  group: { label: 'column.group', width: 120 },
  trial: { label: 'column.trial', width: 44 },
  created: { label: 'column.created', width: 78 },
  started: { label: 'column.started', width: 78, dropsAt: 960, sortKey: 'created' },
  ended: { label: 'column.ended', width: 78 },
  hidden: { label: 'column.hidden', width: 46 },
  'learning-rate': { label: 'column.rate', width: 42 },
  batch: { label: 'column.batch', width: 38, dropsAt: 860 },
  epochs: { label: 'column.epochs', width: 40, dropsAt: 1100 },
  seed: { label: 'column.seed', width: 32, dropsAt: 960 },
}

const settingOf: ReadonlyMap<string, Setting> = new Map(
  settingNames.map((setting) => [settingKey(setting), setting]),
)
const leftAligned: ReadonlySet<RunColumn['kind']> = new Set(['text', 'list', 'flag', 'moment'])

function labelOf(look: Look, setting: Setting | null, key: string): string {
  if (look.label) return t(look.label)
  return setting ? t(`setting.${setting}`) : key
}

function listColumn({ key, kind }: Pick<RunColumn, 'key' | 'kind'>): ListColumn {
  const look = looks[key] ?? {}
  const setting = settingOf.get(key) ?? null
  return {
    key,
    kind,
    label: labelOf(look, setting, key),
    part: look.part ? t(look.part) : '',
    width: look.width ?? 84,
    hasGap: look.hasGap ?? false,
    isNumber: key === 'hidden' || !leftAligned.has(kind),
    dropsAt: look.dropsAt ?? 0,
    sortKey: look.sortKey ?? key,
    setting,
  }
}

/** Best test error less that of the baseline, in the column after the best one. */
export const deltaKey = 'delta'

/** Every column that the list can show. The colour stands beside each name anyway. */
export const listColumns: readonly ListColumn[] = runColumns
  .filter(({ key }) => key !== 'colour')
  .flatMap((column) =>
    column.key === 'best-error' ? [column, { key: deltaKey, kind: 'share' as const }] : [column],
  )
  .map(listColumn)

const byKey: ReadonlyMap<string, ListColumn> = new Map(
  listColumns.map((column) => [column.key, column]),
)
export const listColumnOf = (key: string): ListColumn | undefined => byKey.get(key)

const firstKeys = [
  'name',
  'status',
  'hidden',
  'learning-rate',
  'batch',
  'epochs',
  'seed',
  'train-error',
  'test-error',
  'best-error',
  deltaKey,
  'duration',
  'started',
]

/** How a list is looked at until somebody says otherwise. */
export const firstView: RunsView = {
  filter: '',
  columns: firstKeys.map((key) => ({ key })),
  sort: { by: 'created', isDescending: true },
  groupBy: null,
}

/** True while the columns are those that a list begins with, whatever their widths. */
const hasFirstColumns = ({ columns }: Pick<RunsView, 'columns'>): boolean =>
  columns.length === firstKeys.length && columns.every(({ key }, index) => key === firstKeys[index])

/** A column in sight, with the width that somebody gave it. */
export type SeenColumn = ListColumn & { readonly ownWidth: number | undefined }

/** The columns of a view in their order. Those that a list begins with make room in a narrow one, others scroll. */
export function seenColumns(
  view: Pick<RunsView, 'columns'>,
  listWidth: number,
): readonly SeenColumn[] {
  const makesRoom = hasFirstColumns(view)
  return view.columns.flatMap(({ key, width }) => {
    const column = byKey.get(key)
    if (!column || (makesRoom && listWidth <= column.dropsAt)) return []
    return [{ ...column, ownWidth: width }]
  })
}

/** Names and settings begin small, moments, times and sizes large. */
const beginsLarge: ReadonlySet<RunColumn['kind']> = new Set(['moment', 'seconds', 'bytes', 'flag'])

/** The order after a click on a column's header. */
export function sortAfterClick(sort: RunsView['sort'], column: ListColumn): RunsView['sort'] {
  const isSame = sort.by === column.sortKey
  return {
    by: column.sortKey,
    isDescending: isSame ? !sort.isDescending : beginsLarge.has(column.kind),
  }
}
