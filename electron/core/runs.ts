import * as v from 'valibot'
import type { Handlers } from '../contract/calls.ts'
import { isLive, RunId, type Run, type RunDetail, type StartRun } from '../contract/entities.ts'
import { AppError } from '../contract/errors.ts'
import type { Db } from '../store/database.ts'
import { addRun, listRuns, newestRun, runById, runsCalled, updateRun } from '../store/runs.sql.ts'
import { checkpointsOf, epochsOf, metricsOf } from '../store/training.sql.ts'
import { mnistTrainImages } from './datasets.ts'
import { differencesOf, nameFor } from './differences.ts'
import type { Announcer } from './events.ts'

/** A new id: 50 random bits as ten characters of base 32 (digits and letters without i, l, o, u). */
function newRunId(random: () => number): RunId {
  const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
  const letters = Array.from({ length: 10 }, () => alphabet.charAt(Math.floor(random() * 32)))
  return v.parse(RunId, letters.join(''))
}

export interface Enqueuing {
  readonly db: Db
  readonly now: () => number
  readonly random: () => number
}

/** Adds a queued run and returns its id. */
export function enqueueRun({ db, now, random }: Enqueuing, start: StartRun): RunId {
  const { config } = start
  const images = Math.min(config.trainImages ?? mnistTrainImages, mnistTrainImages)
  const id = newRunId(random)
  addRun(db, {
    id,
    name: start.name ?? nameFor(config, (name) => runsCalled(db, name).length > 0),
    note: start.note,
    config: JSON.stringify(config),
    steps: Math.ceil(images / config.batch) * config.epochs,
    created_at: now(),
    wanted_engine: start.engine ?? null,
    wanted_threads: start.threads ?? null,
  })
  return id
}

function runDetail(db: Db, id: RunId): RunDetail {
  return { ...runById(db, id), epochs: epochsOf(db, id), checkpoints: checkpointsOf(db, id) }
}

function findRun(db: Db, text: string): Run {
  if (text === 'last') {
    const newest = newestRun(db)
    if (!newest) throw new AppError('not-found', 'There is no run yet')
    return newest
  }
  const fitting = runsCalled(db, text)
  const exact = fitting.find(({ id }) => id === text)
  const found = exact ?? fitting[0]
  if (!found)
    throw new AppError(
      'not-found',
      `No run "${text}"; give an id, the beginning of one, a name, or last`,
    )
  if (!exact && fitting.length > 1)
    throw new AppError(
      'ambiguous',
      `"${text}" fits ${String(fitting.length)} runs: ${fitting
        .slice(0, 5)
        .map(({ id }) => id)
        .join(', ')}${fitting.length > 5 ? ', …' : ''}`,
    )
  return found
}

export interface RunsOptions extends Enqueuing {
  readonly news: Pick<Announcer, 'emit'>
  /** Called when a run has been added to the queue. */
  readonly onQueued: () => void
}

type RunCalls = Pick<Handlers, Extract<keyof Handlers, `runs.${string}`>>

/** Answers to every question about runs. */
export function runHandlers(options: RunsOptions): RunCalls {
  const { db, now, news, onQueued } = options
  const announce = (id: RunId) => {
    news.emit('run.changed', runById(db, id))
  }

  /** Ends a queued run at once, and asks the owner of a running one to end it. */
  function stop(run: Run): void {
    const wasQueued = updateRun(db, run.id, { status: 'stopped', ended_at: now() }, ['queued'])
    if (!wasQueued) updateRun(db, run.id, { stop_requested: 1 }, ['running'])
    announce(run.id)
  }

  return {
    'runs.list': (input) => listRuns(db, input),
    'runs.find': ({ run }) => findRun(db, run),
    'runs.show': ({ id }) => runDetail(db, id),
    'runs.metrics': ({ ids, afterStep }) => {
      for (const id of ids) runById(db, id)
      return metricsOf(db, ids, afterStep)
    },
    'runs.compare': ({ ids }) => {
      const runs = ids.map((id) => runDetail(db, id))
      return { runs, differences: differencesOf(runs) }
    },
    'runs.start': (start) => {
      const id = enqueueRun(options, start)
      announce(id)
      onQueued()
      return { id }
    },
    'runs.stop': ({ id }) => {
      const run = runById(db, id)
      if (!isLive(run))
        throw new AppError('conflict', `Run ${run.name} has ended already (${run.status})`)
      stop(run)
    },
    'runs.delete': ({ id }) => {
      const run = runById(db, id)
      if (isLive(run)) stop(run)
      updateRun(db, id, { deleted_at: now() })
      announce(id)
    },
    'runs.restore': ({ id }) => {
      runById(db, id)
      updateRun(db, id, { deleted_at: null })
      announce(id)
    },
  }
}
