import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Handlers } from '../contract/calls.ts'
import { isLive, type Run, type RunDetail, type RunId } from '../contract/entities.ts'
import { AppError } from '../contract/errors.ts'
import { checkpointsOf } from '../store/checkpoints.sql.ts'
import type { Db } from '../store/database.ts'
import { layersOf } from '../store/layers.sql.ts'
import { logOf } from '../store/log.sql.ts'
import { listRuns, newestRun, runById, runsCalled, runsWith } from '../store/runs.sql.ts'
import { stintsOf } from '../store/stints.sql.ts'
import { thinnedPoints } from '../store/thinned-points.sql.ts'
import { epochsOf } from '../store/training.sql.ts'
import { usageOf } from '../store/usage.sql.ts'
import type { RunsOptions } from './enqueue.ts'
import { findingsOf } from './findings.ts'
import { runMeant } from './run-meant.ts'
import { stopLiveRuns } from './stop-runs.ts'

/** More than a screen has room for. */
const mostUsagePoints = 1000

/** All that is known of a run but its points. */
export function runDetail(db: Db, id: RunId): RunDetail {
  const run = runById(db, id)
  const epochs = epochsOf(db, id)
  return {
    ...run,
    epochs,
    checkpoints: checkpointsOf(db, id),
    stints: stintsOf(db, id),
    findings: findingsOf(db, run, epochs),
  }
}

function findRun(db: Db, text: string): Run {
  if (text === 'last') {
    const newest = newestRun(db)
    if (!newest) throw new AppError('not-found', 'There is no run yet')
    return newest
  }
  const found = runMeant(runsCalled(db, text), text)
  if (found) return found
  throw new AppError(
    'not-found',
    `No run "${text}"; give an id, the beginning of one, a name, or last`,
  )
}

/** What is found for each of many, in a turn of its own, so that nobody waits for all of them. */
async function inTurns<T>(
  ids: readonly RunId[],
  find: (id: RunId) => readonly T[],
): Promise<readonly T[]> {
  const found: T[] = []
  for (const id of ids) {
    found.push(...find(id))
    await nextTurn()
  }
  return found
}

type RunCalls = Pick<
  Handlers,
  | 'runs.list'
  | 'runs.find'
  | 'runs.show'
  | 'runs.metrics'
  | 'runs.curves'
  | 'runs.log'
  | 'runs.usage'
  | 'runs.layers'
  | 'runs.stop'
>

/** Answers to what is asked of runs, their life cycle aside. */
export function runHandlers(options: RunsOptions): RunCalls {
  const { db, now, news } = options
  const announce = (id: RunId) => {
    news.emit('run.changed', runById(db, id))
  }

  /** Ends a queued run at once, and asks the owner of a running one to end it. */
  function stop(run: Run): void {
    stopLiveRuns(db, [run.id], now())
    announce(run.id)
  }

  return {
    'runs.list': (input) => listRuns(db, input),
    'runs.find': ({ run }) => findRun(db, run),
    'runs.show': ({ id }) => runDetail(db, id),
    'runs.metrics': ({ ids, afterStep, most }) => {
      for (const id of ids) runById(db, id)
      return inTurns(ids, (id) => thinnedPoints(db, [id], { afterStep, most }))
    },
    'runs.curves': ({ ids, most }) =>
      inTurns(ids, (id) =>
        runsWith(db, [id]).map((run) => ({
          run,
          points: thinnedPoints(db, [id], { afterStep: 0, most }).flatMap((found) => found.points),
          epochs: epochsOf(db, id),
          stints: stintsOf(db, id),
        })),
      ),
    'runs.log': ({ id }) => logOf(db, runById(db, id).id),
    'runs.usage': ({ id }) => usageOf(db, runById(db, id).id, mostUsagePoints),
    'runs.layers': ({ id }) => layersOf(db, runById(db, id).id),
    'runs.stop': ({ id }) => {
      const run = runById(db, id)
      if (!isLive(run))
        throw new AppError('conflict', `Run ${run.name} has ended already (${run.status})`)
      stop(run)
    },
  }
}
