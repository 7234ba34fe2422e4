import type { Handlers } from '../contract/calls.ts'
import { isLive, type Run, type RunId } from '../contract/entities.ts'
import { AppError } from '../contract/errors.ts'
import { addEpochsChange, addRateChange, epochsChangesOf } from '../store/changes.sql.ts'
import { resumeStep } from '../store/checkpoints.sql.ts'
import { write, type Db } from '../store/database.ts'
import { goOnAfterPause } from '../store/leases.sql.ts'
import { addLogLine } from '../store/log.sql.ts'
import { requeueRun, runById, updateRun } from '../store/runs.sql.ts'
import { enqueueRepeat, type RunsOptions } from './enqueue.ts'
import { readResumePoint } from './resume-point.ts'
import { logChange, logQueued } from './run-log.ts'
import { verify } from './verification.ts'

type LifeCycleCalls = Pick<
  Handlers,
  | 'runs.pause'
  | 'runs.resume'
  | 'runs.extend'
  | 'runs.setLearningRate'
  | 'runs.reproduce'
  | 'runs.verification'
>

type Clocked = Pick<RunsOptions, 'db' | 'now'>

const conflict = (run: Run, why: string) => new AppError('conflict', `Run ${run.name} ${why}`)

/** A run that has completed, and has been given more epochs since. */
const isExtended = (db: Db, id: RunId) =>
  epochsChangesOf(db, id).at(-1)?.step === resumeStep(db, id) + 1

/** Refuses a run that cannot go on from where it stands, whether it is at rest or not. */
function refuseUnlessOpen(run: Run): void {
  if (run.origin.kind === 'imported')
    throw conflict(
      run,
      `was imported from ${run.origin.fileName}, which holds no optimizer's state, so it cannot be trained further; clone it to train such a network anew`,
    )
  if (run.status === 'diverged') throw conflict(run, 'has diverged and cannot go on')
  if (!run.canResume && run.status !== 'running')
    throw conflict(run, 'has no resume point and cannot go on')
}

function refuseIfDone(db: Db, run: Run): void {
  if (run.status === 'completed' && !isExtended(db, run.id))
    throw conflict(run, 'has completed; extend it first')
}

/** Puts a run that can go on into the queue; throws an AppError that says why it can't. */
function requeue({ db, now }: Clocked, id: RunId): void {
  const run = runById(db, id)
  if (isLive(run)) throw conflict(run, `is ${run.status} already`)
  if (run.deletedAt !== null) throw conflict(run, 'is in the bin; restore it first')
  refuseUnlessOpen(run)
  refuseIfDone(db, run)
  readResumePoint(db, run)
  requeueRun(db, id, run.status)
  logQueued(db, id, now())
}

/** Puts a run into the queue unless it waits there, and lets it go where it is held; returns its id. */
export function queued({ db, now }: Clocked, id: RunId): RunId {
  const run = runById(db, id)
  if (run.status !== 'queued') requeue({ db, now }, id)
  else if (run.isHeld) updateRun(db, id, { is_held: 0 })
  return id
}

/** The step that a change of a run at rest holds from. */
const nextStep = (db: Db, id: RunId) => resumeStep(db, id) + 1

/** How many epochs a run is to have; one that ended early is counted from its end. */
function epochsSoFar(db: Db, { id, status, progress }: Run): number {
  if (status !== 'completed' || isExtended(db, id)) return progress.epochs
  return Math.round((progress.step / progress.steps) * progress.epochs)
}

function extend({ db, now }: Clocked, id: RunId, more: number): void {
  const run = runById(db, id)
  refuseUnlessOpen(run)
  const epochs = epochsSoFar(db, run) + more
  if (updateRun(db, id, { epochs_requested: epochs }, ['running'])) return
  const change = { step: nextStep(db, id), epochs }
  addEpochsChange(db, id, change)
  logChange(db, id, now(), { kind: 'epochs', change })
  updateRun(db, id, {})
}

function setLearningRate({ db, now }: Clocked, id: RunId, learningRate: number): void {
  const run = runById(db, id)
  refuseUnlessOpen(run)
  refuseIfDone(db, run)
  if (updateRun(db, id, { rate_requested: learningRate }, ['running'])) return
  const change = { step: nextStep(db, id), learningRate }
  addRateChange(db, id, change)
  logChange(db, id, now(), { kind: 'rate', change })
  updateRun(db, id, {})
}

function pause({ db, now }: Clocked, id: RunId): void {
  const say = (text: string) => {
    addLogLine(db, id, { at: now(), level: 'info', text })
  }
  if (updateRun(db, id, { status: 'paused', is_held: 0 }, ['queued'])) {
    say('Paused while it waited')
    return
  }
  if (updateRun(db, id, { pause_requested: 1 }, ['running'])) {
    say('Asked to pause')
    return
  }
  const run = runById(db, id)
  throw conflict(run, `has ended already (${run.status})`)
}

/** Answers to every question about how a run goes on. */
export function lifeCycleHandlers(options: RunsOptions): LifeCycleCalls {
  const { db, news } = options
  /** Changes a run in one transaction and announces it. */
  const changing = (id: RunId, work: () => void) => {
    write(db, work)
    news.emit('run.changed', runById(db, id))
  }

  return {
    'runs.pause': ({ id }) => {
      changing(id, () => {
        pause(options, id)
      })
    },
    'runs.resume': ({ id }) => {
      changing(id, () => {
        if (!goOnAfterPause(db, id)) requeue(options, id)
      })
    },
    'runs.extend': ({ id, epochs }) => {
      changing(id, () => {
        extend(options, id, epochs)
      })
    },
    'runs.setLearningRate': ({ id, learningRate }) => {
      changing(id, () => {
        setLearningRate(options, id, learningRate)
      })
    },
    'runs.reproduce': ({ id: original }) => {
      const id = enqueueRepeat(options, original)
      news.emit('run.changed', runById(db, id))
      return { id }
    },
    'runs.verification': ({ id }) => verify(db, id),
  }
}
