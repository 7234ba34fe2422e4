import type { Comparison, ComparedMember, SettingDifference } from './comparison.ts'
import type { RunDetail } from './entities.ts'
import { testScore } from './run-columns.ts'
import type { Epoch } from './training.ts'

/** What is shown of members beside each other. */
export const resultKeys = [
  'test-error',
  'least-test-error',
  'most-test-error',
  'best-epoch',
  'test-loss',
  'train-error',
  'train-loss',
  'handwriting-error',
  'took',
] as const
export type ResultKey = (typeof resultKeys)[number]

export interface ResultRow {
  readonly key: ResultKey
  readonly kind: 'share' | 'loss' | 'count' | 'seconds'
  /** In the order of the members; of a group the mean of its runs that count. */
  readonly values: readonly (number | null)[]
  /** The least of them, where less is better. */
  readonly best: number | null
}

/** A run with the epoch whose weights are compared; null: those it ended with or has come to. */
interface Measured {
  readonly run: RunDetail
  readonly epoch: Epoch | null
}

type Value = (measured: Measured) => number | null | undefined

const scores = ({ run, epoch }: Measured) => epoch ?? run.final
/** An imported run has no epochs, and is known by what it was found to do. */
const testOf = ({ run, epoch }: Measured) => epoch?.test ?? testScore(run)
const testErrors = ({ run, epoch }: Measured) =>
  run.epochs.filter((each) => !epoch || each.epoch <= epoch.epoch).map(({ test }) => test.error)
const extreme = (pick: (...values: number[]) => number) => (measured: Measured) => {
  const errors = testErrors(measured)
  return errors.length === 0 ? null : pick(...errors)
}
function bestEpoch(measured: Measured): number | null {
  const errors = testErrors(measured)
  const place = errors.indexOf(Math.min(...errors))
  return measured.run.epochs[place]?.epoch ?? null
}

const results: Readonly<Record<ResultKey, readonly [ResultRow['kind'], Value]>> = {
  'test-error': ['share', (measured) => testOf(measured)?.error],
  'least-test-error': ['share', extreme(Math.min)],
  'most-test-error': ['share', extreme(Math.max)],
  'best-epoch': ['count', bestEpoch],
  'test-loss': ['loss', (measured) => testOf(measured)?.loss],
  'train-error': ['share', (measured) => scores(measured)?.train.error],
  'train-loss': ['loss', (measured) => scores(measured)?.train.loss],
  'handwriting-error': ['share', ({ run, epoch }) => (epoch ? null : run.handwriting?.error)],
  took: ['seconds', ({ run, epoch }) => (epoch || run.seconds === 0 ? null : run.seconds)],
}

/** The runs of a member that count or, where none does, all of them. */
function measuredOf({ runs }: Comparison, member: ComparedMember): readonly Measured[] {
  const counted = member.runs.filter(({ isCounted }) => isCounted)
  return (counted.length > 0 ? counted : member.runs).flatMap(({ id, epoch }) => {
    const run = runs.find((each) => each.id === id)
    return run ? [{ run, epoch: run.epochs.find((each) => each.epoch === epoch) ?? null }] : []
  })
}

function mean(values: readonly (number | null | undefined)[]): number | null {
  const known = values.filter((value) => value !== null && value !== undefined)
  if (known.length === 0 || known.length < values.length) return null
  return known.reduce((sum, value) => sum + value, 0) / known.length
}

function bestOf(key: ResultKey, values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  const isMeasured = key !== 'best-epoch' && key !== 'took'
  return isMeasured && new Set(known).size > 1 ? Math.min(...known) : null
}

/** Results of the members beside each other, without those that none has. */
export function resultRows(comparison: Comparison): readonly ResultRow[] {
  const members = comparison.members.map((member) => measuredOf(comparison, member))
  return resultKeys
    .map((key) => {
      const [kind, value] = results[key]
      const values = members.map((measured) => mean(measured.map(value)))
      return { key, kind, values, best: bestOf(key, values) }
    })
    .filter(({ values }) => values.some((value) => value !== null))
}

/** A setting as each member has it. */
export interface SettingRow {
  readonly setting: SettingDifference['setting']
  readonly values: readonly string[]
}

/** The settings in which members differ; where the runs of one differ, all their values. */
export function settingRows({ runs, members, differences }: Comparison): readonly SettingRow[] {
  return differences
    .map(({ setting, values }) => ({
      setting,
      values: members.map((member) => {
        const own = member.runs.map(
          ({ id }) => values[runs.findIndex((run) => run.id === id)] ?? '',
        )
        return [...new Set(own)].join(', ')
      }),
    }))
    .filter(({ values }) => new Set(values).size > 1)
}
