import type { RunId } from '../contract/entities.ts'
import type { Engine, EpochsChange, RateChange } from '../contract/training.ts'
import { addEpochsChange, addRateChange } from './changes.sql.ts'
import { resumeStep } from './checkpoints.sql.ts'
import { all, change, first, q, write, type Db } from './database.ts'
import { nextRevision, requeueRun } from './runs.sql.ts'
import { setStintEngine } from './stints.sql.ts'
import type { RunTable } from './tables.ts'

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
  Pick<RunTable, 'images_per_second' | 'seconds_left' | 'dataset_sha256'>
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

/** Records what the start of training that is under way trains on. */
export const recordEngine = (db: Db, { id, owner }: Lease, engine: Engine): boolean =>
  write(db, () => {
    const update = owned(id, owner).set({
      engine: engine.kind,
      engine_version: engine.version,
      threads: engine.threads,
      parts: engine.parts,
      revision: nextRevision,
    })
    const isOurs = change(db, update) > 0
    if (isOurs) setStintEngine(db, id, engine)
    return isOurs
  })

/** Says that the owner lives. */
export function heartbeat(db: Db, lease: Lease, now: number): void {
  write(db, () => change(db, owned(lease.id, lease.owner).set({ heartbeat_at: now })))
}

/** `pause_requested` of a run that is to wait in the queue again once it has paused; 1 is a pause alone. */
const pauseThenQueue = 2

/** Lets a run that is about to pause wait in the queue afterwards; false when it is not, or is to stop. */
export const goOnAfterPause = (db: Db, id: RunId): boolean =>
  write(
    db,
    () =>
      change(
        db,
        q
          .updateTable('run')
          .set({ pause_requested: pauseThenQueue, revision: nextRevision })
          .where('id', '=', id)
          .where('status', '=', 'running')
          .where('stop_requested', '=', 0)
          .where('pause_requested', '=', 1),
      ) > 0,
  )

/** What was asked for of a running run, by whichever process. */
export interface Requests {
  readonly toStop: boolean
  readonly toPause: boolean
  /** To wait in the queue again once it has paused. */
  readonly toGoOn: boolean
  readonly learningRate: number | null
  readonly epochs: number | null
}

export function requestsOf(db: Db, id: RunId): Requests {
  const row = first(
    db,
    q
      .selectFrom('run')
      .select(['stop_requested', 'pause_requested', 'rate_requested', 'epochs_requested'])
      .where('id', '=', id),
  )
  return {
    toStop: row?.stop_requested === 1,
    toPause: (row?.pause_requested ?? 0) > 0,
    toGoOn: row?.pause_requested === pauseThenQueue,
    learningRate: row?.rate_requested ?? null,
    epochs: row?.epochs_requested ?? null,
  }
}

/** A change that the trainer has made, with the step it holds from. */
export type MadeChange =
  | { readonly kind: 'rate'; readonly change: RateChange }
  | { readonly kind: 'epochs'; readonly change: EpochsChange }

/** Records a change that was asked for; another one that has been asked for since stays open. */
export const recordChange = (db: Db, { id, owner }: Lease, made: MadeChange): boolean =>
  writeOwned(db, { id, owner }, {}, () => {
    if (made.kind === 'rate') {
      addRateChange(db, id, made.change)
      settle(db, id, 'rate_requested', made.change.learningRate)
    } else {
      addEpochsChange(db, id, made.change)
      settle(db, id, 'epochs_requested', made.change.epochs)
    }
  })

function settle(
  db: Db,
  id: RunId,
  column: 'rate_requested' | 'epochs_requested',
  value: number,
): void {
  change(
    db,
    q
      .updateTable('run')
      .set({ [column]: null })
      .where('id', '=', id)
      .where(column, '=', value),
  )
}

export interface Ending {
  readonly status: RunTable['status']
  readonly reason: string | null
  readonly now: number
  readonly seconds?: number
  /** The epoch whose weights it ends with; absent means the last checkpoint. */
  readonly keptEpoch?: number
}

/**
 * Ends a run that is still its owner's. One that was asked to pause has stopped to go on later, or as soon as there is
 * room for it; a change that was asked for too late holds from the step that it would go on with.
 */
export const endRun = (db: Db, lease: Lease, ending: Ending): boolean =>
  write(db, () => {
    const requests = requestsOf(db, lease.id)
    const isPaused = ending.status === 'stopped' && requests.toPause && !requests.toStop
    const update = owned(lease.id, lease.owner).set({
      status: isPaused ? 'paused' : ending.status,
      reason: ending.reason,
      ended_at: ending.now,
      images_per_second: null,
      seconds_left: null,
      kept_epoch: ending.keptEpoch ?? null,
      stop_requested: 0,
      pause_requested: 0,
      rate_requested: null,
      epochs_requested: null,
      revision: nextRevision,
      ...(ending.seconds !== undefined && { seconds: ending.seconds }),
    })
    if (change(db, update) === 0) return false
    if (isPaused && requests.toGoOn) requeueRun(db, lease.id, 'paused')
    if (ending.status !== 'diverged') makeLateChanges(db, lease.id, requests)
    return true
  })

function makeLateChanges(db: Db, id: RunId, { learningRate, epochs }: Requests): void {
  const step = resumeStep(db, id) + 1
  if (learningRate !== null) addRateChange(db, id, { step, learningRate })
  if (epochs !== null) addEpochsChange(db, id, { step, epochs })
}

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
export const interruptRun = (db: Db, lease: Lease, reason: string, now: number): boolean =>
  endRun(db, lease, { status: 'interrupted', reason, now })
