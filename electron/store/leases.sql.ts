import type { Engine, RunId } from '../contract/entities.ts'
import { all, change, first, q, write, type Db } from './database.ts'
import { nextRevision } from './runs.sql.ts'
import type { RunTable } from './tables.ts'

/** What a core needs to train a run it has claimed. */
export type Claimed = Pick<RunTable, 'id' | 'config' | 'wanted_engine' | 'wanted_threads'>

const claimedColumns = ['id', 'config', 'wanted_engine', 'wanted_threads'] as const

/**
 * Makes `owner` the one that trains the first queued run, or the named one; undefined when none waits.
 * Two processes never get the same run.
 */
export const claimRun = (
  db: Db,
  { owner, now, id }: { readonly owner: string; readonly now: number; readonly id?: RunId },
): Claimed | undefined =>
  write(db, () => {
    const waiting = first(
      db,
      q
        .selectFrom('run')
        .select(claimedColumns)
        .where('status', '=', 'queued')
        .where('deleted_at', 'is', null)
        .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
        .orderBy('place')
        .limit(1),
    )
    if (!waiting) return undefined
    change(
      db,
      q
        .updateTable('run')
        .set({
          status: 'running',
          owner,
          heartbeat_at: now,
          started_at: now,
          revision: nextRevision,
        })
        .where('id', '=', waiting.id),
    )
    return waiting
  })

/** A run and the process that trains it. */
export interface Lease {
  readonly id: RunId
  readonly owner: string
}

/** The run is still ours: running, and owned by `owner`. Every write of a training run is under this condition. */
const owned = (id: RunId, owner: string) =>
  q
    .updateTable('run')
    .where('id', '=', id)
    .where('status', '=', 'running')
    .where('owner', '=', owner)

export type Progress = Partial<
  Pick<
    RunTable,
    'images_per_second' | 'seconds_left' | 'dataset_sha256' | 'reason' | 'ended_at' | 'status'
  >
> & { readonly step?: number; readonly epoch?: number; readonly seconds?: number }

/**
 * Runs `work` (writes of metrics, epochs or checkpoints) and records progress in one transaction.
 * False, with nothing written, when the run has meanwhile passed to someone else.
 */
export const writeOwned = (
  db: Db,
  { id, owner }: Lease,
  progress: Progress,
  work: () => void = () => undefined,
): boolean =>
  write(db, () => {
    const isOurs = change(db, owned(id, owner).set({ ...progress, revision: nextRevision })) > 0
    if (isOurs) work()
    return isOurs
  })

export const recordEngine = (db: Db, { id, owner }: Lease, engine: Engine): boolean =>
  write(
    db,
    () =>
      change(
        db,
        owned(id, owner).set({
          engine: engine.kind,
          engine_version: engine.version,
          threads: engine.threads,
          revision: nextRevision,
        }),
      ) > 0,
  )

/** Says that the owner lives. */
export function heartbeat(db: Db, lease: Lease, now: number): void {
  write(db, () => change(db, owned(lease.id, lease.owner).set({ heartbeat_at: now })))
}

/** True when somebody asked for the run to stop. */
export const isStopRequested = (db: Db, id: RunId): boolean =>
  first(db, q.selectFrom('run').select('stop_requested').where('id', '=', id))?.stop_requested === 1

/** Every running run with the one that trains it. */
export const leases = (db: Db): { id: RunId; owner: string; heartbeatAt: number }[] =>
  all(
    db,
    q.selectFrom('run').select(['id', 'owner', 'heartbeat_at']).where('status', '=', 'running'),
  ).map((row) => ({
    id: row.id as RunId,
    owner: row.owner ?? '',
    heartbeatAt: row.heartbeat_at ?? 0,
  }))

/** Ends a run whose owner is gone; false when it has ended or passed on meanwhile. */
export const interruptRun = (db: Db, { id, owner }: Lease, reason: string, now: number): boolean =>
  writeOwned(db, { id, owner }, { status: 'interrupted', reason, ended_at: now })
