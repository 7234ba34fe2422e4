import { resultRows, settingRows, type ResultRow } from '../../electron/contract/comparison-rows.ts'
import type { Comparison } from '../../electron/contract/comparison.ts'
import type { RunDetail } from '../../electron/contract/entities.ts'
import { knownSettings } from '../../electron/contract/imports.ts'
import { formatCount, formatLoss, formatPercent, noValue } from './format.ts'
import { hasEffect, type Setting } from './reference.ts'
import { settingText, shortHash } from './run-facts.ts'
import { formatDuration } from './time.ts'
import { t } from './translate.ts'

export interface ComparedCell {
  readonly text: string
  /** Not what the first member has. */
  readonly isOther: boolean
  readonly isBest: boolean
  /** What columns are sorted by; null comes last. */
  readonly rank: number | string | null
}

/** A setting or result of every member. */
export interface ComparedRow {
  readonly key: string
  readonly label: string
  readonly kind: 'setting' | 'result'
  /** In the order of the members. */
  readonly cells: readonly ComparedCell[]
}

/** What is told of runs beside their configuration. */
const isOfMachine = (setting: string): setting is 'engine' | 'threads' | 'parts' | 'data' =>
  ['engine', 'threads', 'parts', 'data'].includes(setting)

const runsOf = ({ runs, members }: Comparison, place: number): readonly RunDetail[] =>
  members[place]?.runs.flatMap(({ id }) => runs.find((run) => run.id === id) ?? []) ?? []

/** A setting as people read it; where the runs of a member differ, all they have. */
function settingCell(comparison: Comparison, place: number, setting: Setting): string {
  const texts = runsOf(comparison, place).map((run) =>
    knownSettings(run).includes(setting) ? settingText(run.config, setting) : noValue,
  )
  return [...new Set(texts)].join(', ')
}

function settingRank(comparison: Comparison, place: number, setting: Setting) {
  const value = runsOf(comparison, place)[0]?.config[setting]
  if (typeof value === 'number') return value
  return setting === 'hidden' && Array.isArray(value)
    ? value.reduce((sum, units) => sum + units, 0)
    : String(value)
}

function settingLine(comparison: Comparison, setting: Setting): ComparedRow {
  const texts = comparison.members.map((_, place) => settingCell(comparison, place, setting))
  return {
    key: setting,
    label: t(`setting.${setting}`),
    kind: 'setting',
    cells: texts.map((text, place) => ({
      text,
      isOther: text !== texts[0],
      isBest: false,
      rank: settingRank(comparison, place, setting),
    })),
  }
}

/** Settings in which members differ. */
export const differingRows = (comparison: Comparison): readonly ComparedRow[] =>
  settingRows(comparison).map(({ setting, values }) => {
    if (!isOfMachine(setting)) return settingLine(comparison, setting)
    const cells = values.map((text) => ({
      text,
      isOther: text !== values[0],
      isBest: false,
      rank: text,
    }))
    return { key: setting, label: t(`setting.${setting}`), kind: 'setting', cells }
  })

/** Settings that all members have alike, of those that do something. */
export function sharedRows(comparison: Comparison): readonly ComparedRow[] {
  const differing = new Set(comparison.differences.map(({ setting }) => setting))
  const config = comparison.runs[0]?.config
  if (!config) return []
  return (Object.keys(config) as Setting[])
    .filter((setting) => !differing.has(setting) && hasEffect(setting, config))
    .map((setting) => settingLine(comparison, setting))
}

const texts: Readonly<Record<ResultRow['kind'], (value: number) => string>> = {
  share: formatPercent,
  loss: formatLoss,
  count: (value) => (Number.isInteger(value) ? formatCount(value) : value.toFixed(1)),
  seconds: formatDuration,
}

/** Where every member is one run, its weights have a hash. */
function hashRow(comparison: Comparison): readonly ComparedRow[] {
  const hashes = comparison.members.map(({ runs }, place) =>
    runs.length === 1 && runs[0]?.epoch === null
      ? (runsOf(comparison, place)[0]?.weightsSha256 ?? null)
      : null,
  )
  if (hashes.includes(null)) return []
  const cells = hashes.map((hash) => ({
    text: shortHash(hash ?? ''),
    isOther: false,
    isBest: false,
    rank: hash,
  }))
  return [{ key: 'weights', label: t('compare.weights'), kind: 'result', cells }]
}

export const comparedResults = (comparison: Comparison): readonly ComparedRow[] => [
  ...resultRows(comparison).map(({ key, kind, values, best }): ComparedRow => ({
    key,
    label: t(`compare.result.${key}`),
    kind: 'result',
    cells: values.map((value) => ({
      text: value === null ? noValue : texts[kind](value),
      isOther: false,
      isBest: value !== null && value === best,
      rank: value,
    })),
  })),
  ...hashRow(comparison),
]

function byRank(a: ComparedCell['rank'], b: ComparedCell['rank']): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return String(a).localeCompare(String(b), 'en', { numeric: true })
}

/** Places of the members in the order of a row; in their own where there is none. */
export function orderBy(
  row: ComparedRow | undefined,
  count: number,
  isDescending: boolean,
): readonly number[] {
  const places = Array.from({ length: count }, (_, place) => place)
  if (!row) return places
  const rank = (place: number) => row.cells[place]?.rank ?? null
  return places.sort((a, b) => {
    if (rank(a) === null || rank(b) === null) return byRank(rank(a), rank(b))
    return isDescending ? byRank(rank(b), rank(a)) : byRank(rank(a), rank(b))
  })
}
