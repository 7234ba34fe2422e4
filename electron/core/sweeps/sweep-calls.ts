import * as v from 'valibot'
import type { Handlers } from '../../contract/calls.ts'
import type { RunId } from '../../contract/entities.ts'
import { AppError } from '../../contract/errors.ts'
import { GroupId, type GroupState } from '../../contract/groups.ts'
import { settingKey } from '../../contract/setting-words.ts'
import { SweepSpec, type Budget } from '../../contract/sweeps.ts'
import { write, type Db } from '../../store/database.ts'
import {
  addGroup,
  groupRow,
  groupRows,
  updateGroup,
  type GroupRow,
} from '../../store/groups.sql.ts'
import { goOnAfterPause } from '../../store/leases.sql.ts'
import { deleteRuns } from '../../store/places.sql.ts'
import { runsWith, updateRuns } from '../../store/runs.sql.ts'
import { endingsOf, trialRows, type TrialRow } from '../../store/sweeps.sql.ts'
import { newId, type RunsOptions } from '../enqueue.ts'
import { queued } from '../life-cycle.ts'
import { runMeant } from '../run-meant.ts'
import { stopLiveRuns } from '../stop-runs.ts'
import { specOf } from './advance.ts'
import { planOf } from './plan.ts'
import type { Sweeper } from './sweeper.ts'
import { allSweeps, sweepDetail, sweepRow, sweepWith } from './views.ts'

type SweepCalls = Pick<Handlers, Extract<keyof Handlers, `sweeps.${string}`>>

interface SweepsOptions extends RunsOptions {
  readonly dataDir: string
  readonly sweeper: Pick<Sweeper, 'goOn'>
  /** Tells of sweeps that have changed. */
  readonly lookAgain: () => void
}

const titled = (text: string) => text.charAt(0).toUpperCase() + text.slice(1).replaceAll('-', ' ')

/** `Learning rate and batch sweep`, told apart from those there are. */
function nameFor(db: Db, { axes, name }: SweepSpec): string {
  if (name !== undefined) return name
  const wanted = `${titled(axes.map(({ setting }) => settingKey(setting)).join(' and '))} sweep`
  const taken = new Set(allSweeps(db).map((sweep) => sweep.name))
  for (let count = 1; ; count++) {
    const numbered = count === 1 ? wanted : `${wanted} (${String(count)})`
    if (!taken.has(numbered)) return numbered
  }
}

function refuseUnless(row: GroupRow, states: readonly GroupState[], why: string): void {
  if (!states.includes(row.state))
    throw new AppError('conflict', `Sweep ${row.name} ${why} (${row.state})`)
}

const withStatus = (trials: readonly TrialRow[], ...statuses: readonly TrialRow['status'][]) =>
  trials.filter(({ status }) => statuses.includes(status)).map(({ id }) => id)

/** Pauses a sweep and its live trials; to be called within a write. */
export function pauseSweep({ db }: RunsOptions, id: GroupId): readonly RunId[] {
  refuseUnless(sweepRow(db, id), ['running'], 'is not under way')
  updateGroup(db, id, { state: 'paused', seen_at: null })
  const trials = trialRows(db, id)
  updateRuns(db, withStatus(trials, 'queued'), { status: 'paused', is_held: 0 }, ['queued'])
  updateRuns(db, withStatus(trials, 'running'), { pause_requested: 1 }, ['running'])
  return withStatus(trials, 'queued', 'running')
}

function stopSweep({ db, now }: RunsOptions, id: GroupId): readonly RunId[] {
  const trials = trialRows(db, id)
  updateGroup(db, id, { state: 'stopped', seen_at: null })
  updateRuns(db, withStatus(trials, 'paused'), { status: 'stopped' }, ['paused'])
  stopLiveRuns(db, withStatus(trials, 'queued', 'running'), now())
  return withStatus(trials, 'queued', 'running', 'paused')
}

function resumeSweep(options: RunsOptions, id: GroupId): readonly RunId[] {
  const { db } = options
  refuseUnless(sweepRow(db, id), ['paused', 'stopped'], 'neither is paused nor was stopped')
  updateGroup(db, id, { state: 'running' })
  const endings = endingsOf(db, id)
  const trials = trialRows(db, id).filter((trial) => !endings.has(trial.id))
  const pausing = withStatus(trials, 'running').filter((trial) => goOnAfterPause(db, trial))
  const resting = withStatus(trials, 'paused', 'stopped', 'interrupted')
  return [...pausing, ...resting.map((trial) => queued(options, trial))]
}

function extended({ budget, ...spec }: SweepSpec, by: Budget): SweepSpec {
  if (budget === null)
    throw new AppError('conflict', 'A grid has all its combinations and cannot be extended')
  if (budget.kind !== by.kind)
    throw new AppError(
      'bad-input',
      `The budget of this sweep is in ${budget.kind}, not in ${by.kind}`,
    )
  const more =
    budget.kind === 'runs' && by.kind === 'runs'
      ? { ...budget, runs: budget.runs + by.runs }
      : {
          ...budget,
          ...(budget.kind === 'minutes' &&
            by.kind === 'minutes' && { minutes: budget.minutes + by.minutes }),
        }
  const parsed = v.safeParse(SweepSpec, { ...spec, budget: more })
  if (parsed.success) return parsed.output
  throw new AppError('bad-input', parsed.issues[0].message)
}

function extendSweep({ db }: RunsOptions, id: GroupId, by: Budget): void {
  const row = sweepRow(db, id)
  const spec = extended(specOf(row), by)
  updateGroup(db, id, { asked: JSON.stringify(spec) })
  updateGroup(db, id, { state: 'running' }, ['completed'])
}

function startSweep({ db, now, random }: RunsOptions, spec: SweepSpec): GroupId {
  const id = v.parse(GroupId, newId(random))
  addGroup(db, {
    id,
    kind: 'sweep',
    name: nameFor(db, spec),
    asked: JSON.stringify(spec),
    state: 'running',
    created_at: now(),
  })
  return id
}

function findSweep(db: Db, text: string) {
  const sweeps = allSweeps(db)
  const [newest] = sweeps
  if (text === 'last' && newest) return newest
  const found = runMeant(sweeps, text, '', 'sweeps')
  if (found) return found
  throw new AppError(
    'not-found',
    `No sweep "${text}"; give an id, the beginning of one, a name, or last`,
  )
}

/** Answers to what is asked of sweeps. */
export function sweepHandlers(options: SweepsOptions): SweepCalls {
  const { db, now, news, dataDir, sweeper, lookAgain } = options

  /** Changes a sweep in one transaction, announces the runs it names, and lets the sweep go on. */
  async function changing(id: GroupId, work: () => readonly RunId[]): Promise<void> {
    const ids = write(db, () => {
      sweepRow(db, id)
      return work()
    })
    for (const run of runsWith(db, ids)) news.emit('run.changed', run)
    await sweeper.goOn(id)
    lookAgain()
  }

  return {
    'sweeps.plan': (spec) => planOf(db, dataDir, spec),
    'sweeps.start': async (spec) => {
      await planOf(db, dataDir, spec)
      const id = write(db, () => startSweep(options, spec))
      await sweeper.goOn(id)
      lookAgain()
      return { id }
    },
    'sweeps.list': () => allSweeps(db),
    'sweeps.find': ({ sweep }) => findSweep(db, sweep),
    'sweeps.show': ({ id }) => sweepDetail(db, id),
    'sweeps.pause': ({ id }) => changing(id, () => pauseSweep(options, id)),
    'sweeps.resume': ({ id }) => changing(id, () => resumeSweep(options, id)),
    'sweeps.stop': ({ id }) =>
      changing(id, () => {
        refuseUnless(sweepRow(db, id), ['running', 'paused'], 'has ended already')
        return stopSweep(options, id)
      }),
    'sweeps.extend': ({ id, by }) =>
      changing(id, () => {
        extendSweep(options, id, by)
        return []
      }),
    'sweeps.delete': async ({ id }) => {
      let ids: readonly RunId[] = []
      await changing(id, () => {
        if (groupRow(db, id)?.state !== 'completed') stopSweep(options, id)
        ids = trialRows(db, id).map((trial) => trial.id)
        deleteRuns(db, ids, now())
        return ids
      })
      return { ids }
    },
  }
}

/** Tells of each sweep that is new or has another state, budget or number of trials, whoever changed it. */
export function createSweepNews(db: Db, news: RunsOptions['news']): () => void {
  const textsOf = () =>
    new Map(
      groupRows(db, 'sweep').map(
        ({ id, state, asked, added }) =>
          [id as GroupId, `${state} ${String(added)} ${asked}`] as const,
      ),
    )
  let told = textsOf()
  return () => {
    const now = textsOf()
    for (const [id, text] of now)
      if (told.get(id) !== text) news.emit('sweep.changed', sweepWith(db, id))
    told = now
  }
}
