import { runStatuses, type Run, type RunId, type RunStatus } from '../../contract/entities.ts'
import { AppError } from '../../contract/errors.ts'
import type { GroupId } from '../../contract/groups.ts'
import type { Standing, Sweep, SweepDetail, SweepSpec, Trial } from '../../contract/sweeps.ts'
import type { Db } from '../../store/database.ts'
import { groupRow, groupRows, type GroupRow } from '../../store/groups.sql.ts'
import { runsWith } from '../../store/runs.sql.ts'
import { endingsOf, errorsOf, trialRows, type TrialRow } from '../../store/sweeps.sql.ts'
import { queueNow } from '../queue-now.ts'
import { specOf } from './advance.ts'
import { plannedRuns, valuesOf } from './points.ts'

/** The row of a sweep; throws an AppError where there is none of that id. */
export function sweepRow(db: Db, id: GroupId): GroupRow {
  const row = groupRow(db, id)
  if (row?.kind !== 'sweep') throw new AppError('not-found', `No sweep has the id ${id}`)
  return row
}

function countsOf(trials: readonly TrialRow[]): Readonly<Record<RunStatus, number>> {
  const counts = Object.fromEntries(runStatuses.map((status) => [status, 0]))
  for (const { status } of trials) counts[status] = (counts[status] ?? 0) + 1
  return counts as Record<RunStatus, number>
}

function sweepOf(db: Db, row: GroupRow): Sweep {
  const id = row.id as GroupId
  const trials = trialRows(db, id)
  const endings = endingsOf(db, id)
  const spec = specOf(row)
  return {
    id,
    name: row.name,
    state: row.state,
    createdAt: row.created_at,
    spec,
    planned: plannedRuns(spec),
    added: row.added,
    spentSeconds: row.spent_ms / 1000,
    counts: countsOf(trials),
    endedEarly: trials.filter(({ id: run, status }) => endings.has(run) && status !== 'completed')
      .length,
  }
}

export const sweepWith = (db: Db, id: GroupId): Sweep => sweepOf(db, sweepRow(db, id))

/** Those with a run outside the bin, newest first. */
export const allSweeps = (db: Db): readonly Sweep[] =>
  groupRows(db, 'sweep')
    .map((row) => sweepOf(db, row))
    .filter(({ counts }) => Object.values(counts).some((count) => count > 0))

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

function deviationOf(values: readonly number[]): number | null {
  if (values.length < 2) return null
  const mean = meanOf(values)
  return Math.sqrt(
    values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1),
  )
}

function standingOf(trials: readonly Trial[], seedAt: number): readonly Standing[] {
  const completed = trials.filter(({ status, error }) => status === 'completed' && error !== null)
  if (completed.length === 0) return []
  const errors = completed.map(({ error }) => error ?? 1)
  return [
    {
      values: (trials[0]?.values ?? []).map((value, index) =>
        index === seedAt ? trials.map(({ seed }) => seed).join(', ') : value,
      ),
      trials: trials.map(({ id }) => id),
      completed: completed.length,
      error: meanOf(errors),
      testError: meanOf(completed.map(({ testError }) => testError ?? 1)),
      deviation: deviationOf(errors),
    },
  ]
}

/** Configurations with a run that completed, the least error first; equal ones in the order of their trials. */
function standingsOf(trials: readonly Trial[], { axes }: SweepSpec): readonly Standing[] {
  const seedAt = axes.findIndex(({ setting }) => setting === 'seed')
  const alike = ({ values }: Trial) => JSON.stringify(values.toSpliced(seedAt, seedAt < 0 ? 0 : 1))
  return [...Map.groupBy(trials, alike).values()]
    .flatMap((group) => standingOf(group, seedAt))
    .toSorted((a, b) => a.error - b.error)
}

function trialsOf(db: Db, id: GroupId, spec: SweepSpec, runs: readonly Run[]): readonly Trial[] {
  const endings = endingsOf(db, id)
  const errors = errorsOf(db, id)
  return runs.map((run) => {
    // One may come to its end while it is asked to stop.
    const ending = run.status === 'completed' ? undefined : endings.get(run.id)
    return {
      id: run.id,
      trial: run.group?.trial ?? 0,
      values: valuesOf(spec, run.config),
      seed: run.seed,
      status: run.status,
      error: errors.get(run.id) ?? null,
      testError: run.final?.test.error ?? null,
      endedEarly: ending
        ? { epoch: ending.epoch, error: ending.error, bar: ending.bar ?? 0 }
        : null,
    }
  })
}

/** Until the last of its runs ends; null where something of that is not known. */
function secondsLeft(db: Db, runs: readonly Run[]): number | null {
  const ids = new Set<RunId>(runs.map(({ id }) => id))
  const waiting = queueNow(db)
    .filter(({ id }) => ids.has(id))
    .map(({ startsIn, takes }) => (startsIn === null || takes === null ? null : startsIn + takes))
  const training = runs.flatMap((run) => (run.status === 'running' ? [run.secondsLeft] : []))
  const ends = [...waiting, ...training]
  const known = ends.filter((end) => end !== null)
  return known.length < ends.length || known.length === 0 ? null : Math.max(...known)
}

export function sweepDetail(db: Db, id: GroupId): SweepDetail {
  const sweep = sweepWith(db, id)
  const { spec } = sweep
  const runs = runsWith(
    db,
    trialRows(db, id).map((row) => row.id),
  )
  const trials = trialsOf(db, id, spec, runs)
  return {
    ...sweep,
    settings: spec.axes.map(({ setting }) => setting),
    criterion: runs.every(({ config }) => config.validation > 0) ? 'validation' : 'test',
    trials,
    standings: standingsOf(trials, spec),
    secondsLeft: secondsLeft(db, runs),
  }
}
