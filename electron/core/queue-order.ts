import type { Handlers } from '../contract/calls.ts'
import type { RunId } from '../contract/entities.ts'
import { AppError } from '../contract/errors.ts'
import { write, type Db } from '../store/database.ts'
import { standingsOf } from '../store/places.sql.ts'
import { moveInQueue, queueOrder } from '../store/queue.sql.ts'
import { runsWith, updateRuns } from '../store/runs.sql.ts'
import type { Log } from './core.ts'
import type { Announcer } from './events.ts'
import { queueNow } from './queue-now.ts'
import { stopLiveRuns } from './stop-runs.ts'
import { unattended } from './writes.ts'

type QueueCalls = Pick<Handlers, Extract<keyof Handlers, `queue.${string}`>>

function refuseUnlessWaiting(db: Db, ids: readonly RunId[]): void {
  for (const { name, status } of standingsOf(db, ids))
    if (status !== 'queued')
      throw new AppError('conflict', `Run ${name} does not wait in the queue (${status})`)
}

export interface QueueOrder {
  readonly handlers: QueueCalls
  /** Announces the queue if its order, or what is held in it, is not what was announced last. */
  readonly lookAgain: () => void
  /** Ends what is still to be announced. */
  readonly close: () => void
}

/** Runs that join or leave the queue within this time are announced together. */
const burstMs = 50

/** Answers to what is asked of the order of the queue, and tells of each change of it. */
export function createQueueOrder({
  db,
  now,
  log,
  news,
}: {
  readonly db: Db
  readonly now: () => number
  readonly log: Log
  readonly news: Pick<Announcer, 'emit' | 'on'>
}): QueueOrder {
  let announced = queueOrder(db)
  let timer: ReturnType<typeof setTimeout> | undefined

  function lookAgain(): void {
    clearTimeout(timer)
    timer = undefined
    const found = queueOrder(db)
    if (JSON.stringify(found) === JSON.stringify(announced)) return
    announced = found
    news.emit('queue.changed', queueNow(db))
  }

  const off = news.on('run.changed', ({ id, status }) => {
    const waited = announced.some((place) => place.id === id)
    if (waited === (status === 'queued')) return
    timer ??= setTimeout(unattended('Looking at the queue', log, lookAgain), burstMs)
  })

  /** Changes runs that wait, all of them or none, and announces those that `work` names. */
  function changing(ids: readonly RunId[], work: () => readonly RunId[]): void {
    const changed = write(db, () => {
      refuseUnlessWaiting(db, ids)
      return work()
    })
    for (const run of runsWith(db, changed)) news.emit('run.changed', run)
    lookAgain()
  }

  return {
    lookAgain,
    close: () => {
      off()
      clearTimeout(timer)
    },
    handlers: {
      'queue.list': () => queueNow(db),
      'queue.move': ({ id, before }) => {
        changing(before === null ? [id] : [id, before], () =>
          id === before ? [] : moveInQueue(db, id, before),
        )
      },
      'queue.hold': ({ ids, isHeld }) => {
        changing(ids, () => {
          updateRuns(db, ids, { is_held: Number(isHeld) })
          return ids
        })
      },
      'queue.remove': ({ ids }) => {
        changing(ids, () => {
          stopLiveRuns(db, ids, now())
          return ids
        })
      },
    },
  }
}
