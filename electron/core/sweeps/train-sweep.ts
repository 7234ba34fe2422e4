import type { GroupId } from '../../contract/groups.ts'
import type { Sweep } from '../../contract/sweeps.ts'
import { write } from '../../store/database.ts'
import { groupRow } from '../../store/groups.sql.ts'
import { runsWith } from '../../store/runs.sql.ts'
import type { Announcer } from '../events.ts'
import type { RunsOptions } from '../enqueue.ts'
import { createQueue, type Queue } from '../queue.ts'
import type { TrainingContext } from '../train-run.ts'
import type { Sweeper } from './sweeper.ts'
import { pauseSweep } from './sweep-calls.ts'
import { sweepWith } from './views.ts'

/** Resolves once a sweep is no longer under way, or at the signal. */
function whenAtRest(
  { db }: RunsOptions,
  news: Pick<Announcer, 'on'>,
  id: GroupId,
  signal: AbortSignal,
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>()
  const look = () => {
    if (groupRow(db, id)?.state !== 'running') resolve(undefined)
  }
  const off = news.on('sweep.changed', look)
  const abort = () => {
    resolve(undefined)
  }
  signal.addEventListener('abort', abort, { once: true })
  if (signal.aborted) abort()
  look()
  return promise.finally(() => {
    off()
    signal.removeEventListener('abort', abort)
  })
}

/**
 * Trains the trials of a sweep in the foreground, past those of others in the queue but within the budget of cores.
 * Resolves when it is no longer under way, whoever has ended it; an abort of `signal` pauses it and waits for its trials.
 */
export async function trainSweep(
  training: TrainingContext,
  runs: RunsOptions,
  news: Pick<Announcer, 'emit' | 'on'>,
  { id, sweeper, signal }: { id: GroupId; sweeper: Sweeper; signal: AbortSignal },
): Promise<Sweep> {
  const { db } = runs
  const unfollow = sweeper.follow(id)
  const queue: Queue = createQueue(training, () => undefined, id)
  const off = news.on('run.changed', queue.wake)
  queue.wake()
  try {
    await whenAtRest(runs, news, id, signal)
    if (signal.aborted) {
      const ids = write(db, () =>
        groupRow(db, id)?.state === 'running' ? pauseSweep(runs, id) : [],
      )
      for (const run of runsWith(db, ids)) news.emit('run.changed', run)
    }
  } finally {
    off()
    unfollow()
    await queue.close()
  }
  return sweepWith(db, id)
}
