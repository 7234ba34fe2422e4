import { sql, type Selectable } from 'kysely'
import type { RunId } from '../contract/entities.ts'
import type { GroupId } from '../contract/groups.ts'
import { resumeStep } from './checkpoints.sql.ts'
import { all, change, first, q, write, type Db } from './database.ts'
import { nextRevision } from './runs.sql.ts'
import type { RunTable } from './tables.ts'

const waitingColumns = [
  'id',
  'config',
  'shape',
  'wanted_engine',
  'wanted_threads',
  'engine',
  'threads',
  'parts',
] as const

/** A run that waits and is not held, as far as its number of threads depends on it. */
export type Waiting = Selectable<Pick<RunTable, (typeof waitingColumns)[number]>>

const waiting = q
  .selectFrom('run')
  .where('status', '=', 'queued')
  .where('deleted_at', 'is', null)
  .where('is_held', '=', 0)
  .orderBy('place')

/** At most so many of the runs that wait, of a group where one is named, in the order in which they begin. */
export const waitingRuns = (db: Db, most: number, group?: GroupId): readonly Waiting[] =>
  all(
    db,
    waiting
      .select(waitingColumns)
      .$if(group !== undefined, (query) => query.where('group_id', '=', group ?? null))
      .limit(most),
  )

/** The named run, if it waits. */
export const waitingRun = (db: Db, id: RunId): Waiting | undefined =>
  first(db, waiting.select(waitingColumns).where('id', '=', id))

/** Threads of each run that is being trained, by whichever process; planned ones until its engine is known. */
export const threadsInUse = (db: Db): readonly number[] =>
  all(db, q.selectFrom('run').select('threads').where('status', '=', 'running')).map(
    ({ threads }) => threads ?? 1,
  )

const claimedColumns = [
  'id',
  'config',
  'dataset_sha256',
  'seconds',
  'wanted_engine',
  'engine',
  'engine_version',
  'threads',
] as const

/** What a core needs to train a run it has claimed. */
export type Claimed = Selectable<Pick<RunTable, (typeof claimedColumns)[number]>>

export interface Claim {
  readonly id: string
  readonly owner: string
  readonly now: number
  /** As many as it is to train with. */
  readonly threads: number
}

/** Makes `owner` the one that trains a queued run; undefined when it does not wait. Two processes never get the same run. */
export const claimRun = (db: Db, { id, owner, now, threads }: Claim): Claimed | undefined =>
  write(db, () => {
    const isClaimed =
      change(
        db,
        q
          .updateTable('run')
          .set({
            status: 'running',
            owner,
            threads,
            heartbeat_at: now,
            started_at: sql<number>`coalesce(started_at, ${now})`,
            step: resumeStep(db, id as RunId),
            kept_epoch: null,
            revision: nextRevision,
          })
          .where('id', '=', id)
          .where('status', '=', 'queued')
          .where('deleted_at', 'is', null)
          .where('is_held', '=', 0),
      ) > 0
    return isClaimed
      ? first(db, q.selectFrom('run').select(claimedColumns).where('id', '=', id))
      : undefined
  })
