import * as v from 'valibot'
import type { RunId } from '../../contract/entities.ts'
import { GroupId } from '../../contract/groups.ts'
import { mostTrials } from '../../contract/sweep-axis.ts'
import { SweepSpec } from '../../contract/sweeps.ts'
import { write, type Db } from '../../store/database.ts'
import { groupRow, takeTrial, updateGroup, type GroupRow } from '../../store/groups.sql.ts'
import { addLogLine } from '../../store/log.sql.ts'
import { deleteRuns } from '../../store/places.sql.ts'
import {
  addDecision,
  bestUntil,
  trialRows,
  undecided,
  type TrialRow,
} from '../../store/sweeps.sql.ts'
import { currentBudget } from '../claims.ts'
import { enqueueRun, type Enqueuing } from '../enqueue.ts'
import { queued } from '../life-cycle.ts'
import { stopLiveRuns } from '../stop-runs.ts'
import { decide } from './early-stop.ts'
import { configOf, plannedRuns, valuesOf } from './points.ts'

/** A transaction adds no more at once, so that nobody waits for it. */
const slice = 25

/** Where time decides, so many wait beyond those that can train: a lone one would take all cores. */
const ahead = 2

/** A trial that dies again and again is left alone. */
const mostStints = 10

/** Time between two looks counts up to here; more is a program that was not there. */
const longestLookMs = 5000
const countEveryMs = 1000

export const specOf = ({ asked }: Pick<GroupRow, 'asked'>): SweepSpec =>
  v.parse(SweepSpec, JSON.parse(asked))

const isLive = ({ status }: TrialRow) => status === 'queued' || status === 'running'

/** The name of a trial: that of the sweep with its own values. */
function nameOf(name: string, spec: SweepSpec, trial: number): string {
  const config = configOf(spec, trial)
  const seed = spec.repeats > 1 ? [`seed ${String(config.seed)}`] : []
  return [name, ...valuesOf(spec, config), ...seed].join(', ').slice(0, 120)
}

/** Adds the next trials, at most so many; to be called within a write. */
function addTrials(
  enqueuing: Enqueuing,
  { id, name }: Pick<GroupRow, 'id' | 'name'>,
  spec: SweepSpec,
  most: number,
): readonly RunId[] {
  const group = v.parse(GroupId, id)
  return Array.from({ length: Math.min(slice, most) }, () => {
    const trial = takeTrial(enqueuing.db, group)
    const { engine, threads } = spec
    return enqueueRun(
      enqueuing,
      {
        config: configOf(spec, trial),
        name: nameOf(name, spec, trial),
        note: '',
        ...(engine && { engine }),
        ...(threads !== undefined && { threads }),
      },
      { group_id: group, trial },
    )
  })
}

/** How many trials are to be added now. */
function missing(db: Db, row: GroupRow, spec: SweepSpec, live: number): number {
  const planned = plannedRuns(spec)
  if (planned !== null) return planned - row.added
  const { runsAtOnce, cores } = currentBudget(db)
  const room = Math.min(runsAtOnce, cores) + ahead - live
  return isTimeUp(row, spec) ? 0 : Math.max(0, Math.min(room, mostTrials - row.added))
}

const isTimeUp = ({ spent_ms }: GroupRow, { budget }: SweepSpec): boolean =>
  budget?.kind === 'minutes' && spent_ms >= budget.minutes * 60_000

/** Counts the time in which something of it trains; returns the group with it. */
function countTime(db: Db, row: GroupRow, isTraining: boolean, now: number): GroupRow {
  const sinceMs = row.seen_at === null ? 0 : Math.max(0, now - row.seen_at)
  if (isTraining ? row.seen_at !== null && sinceMs < countEveryMs : row.seen_at === null) return row
  const counted = isTraining ? Math.min(sinceMs, longestLookMs) : 0
  const time = { seen_at: isTraining ? now : null, spent_ms: row.spent_ms + counted }
  updateGroup(db, row.id as GroupId, time)
  return { ...row, ...time }
}

/** Ends a trial that is worse than others, once for each of its epochs, whoever looks. */
function decideAll({ db, now }: Enqueuing, group: GroupId, { earlyStop }: SweepSpec): RunId[] {
  if (earlyStop === 'none') return []
  const ended = new Set<RunId>()
  for (const { id, epoch } of undecided(db, group)) {
    if (ended.has(id)) continue
    const best = bestUntil(db, group, epoch)
    const own = best.get(id) ?? 0
    const others = [...best].flatMap(([run, error]) => (run === id ? [] : [error]))
    const { goesOn, bar } = decide(earlyStop, { own, others, epoch })
    const isNew = addDecision(db, { run: id, epoch, error: own, bar, goes_on: Number(goesOn) })
    if (goesOn || !isNew) continue
    ended.add(id)
    const percent = (share: number | null) => `${((share ?? 0) * 100).toFixed(2)} %`
    const text = `Ended early by its sweep: ${percent(own)} wrong after epoch ${String(epoch)}, at most ${percent(bar)} was needed`
    addLogLine(db, id, { at: now(), level: 'info', text })
    stopLiveRuns(db, [id], now())
  }
  return [...ended]
}

/** Lets trials go on whose process has died. */
function reviveAll(enqueuing: Enqueuing, trials: readonly TrialRow[]): RunId[] {
  return trials
    .filter(({ status, stints }) => status === 'interrupted' && stints < mostStints)
    .map(({ id }) => queued(enqueuing, id))
}

/** Takes away what has not begun when its time is up. */
function dropWaiting(db: Db, trials: readonly TrialRow[], now: number): RunId[] {
  const ids = trials
    .filter(({ status, started_at }) => status === 'queued' && started_at === null)
    .map(({ id }) => id)
  if (ids.length === 0) return []
  stopLiveRuns(db, ids, now)
  deleteRuns(db, ids, now)
  return ids
}

export interface Step {
  /** Runs that were added or changed. */
  readonly runs: readonly RunId[]
  /** Whether it has more to do at once. */
  readonly isMore: boolean
  readonly hasEnded: boolean
}

const nothing: Step = { runs: [], isMore: false, hasEnded: false }

/**
 * Takes a running sweep one step on: ends poor trials, revives dead ones, adds those that are missing and closes it when
 * nothing is left. All of it is one transaction, so that two programs never add a trial twice.
 */
export const advance = (enqueuing: Enqueuing, group: GroupId): Step =>
  write(enqueuing.db, () => {
    const { db, now } = enqueuing
    const before = groupRow(db, group)
    if (before?.state !== 'running') return nothing
    const spec = specOf(before)
    const ended = decideAll(enqueuing, group, spec)
    const trials = trialRows(db, group)
    const revived = reviveAll(enqueuing, trials)
    const isTraining = trials.some(({ status }) => status === 'running')
    const row = countTime(db, before, isTraining, now())
    const dropped = isTimeUp(row, spec) ? dropWaiting(db, trials, now()) : []
    const live = trials.filter(isLive).length + revived.length - dropped.length
    const wanted = missing(db, row, spec, live)
    const added = addTrials(enqueuing, row, spec, wanted)
    const hasEnded = live + added.length === 0
    if (hasEnded) updateGroup(db, group, { state: 'completed' })
    return {
      runs: [...ended, ...revived, ...dropped, ...added],
      isMore: added.length > 0 && added.length < wanted,
      hasEnded,
    }
  })
