import type { RunId } from '../contract/entities.ts'
import type { Checkpoint } from '../contract/training.ts'
import { sql } from 'kysely'
import { all, change, first, q, type Db } from './database.ts'
import type { ResumePointTable } from './tables.ts'

/** What training goes on from, as it is stored beside the weights. */
export type StoredState = Pick<ResumePointTable, 'state' | 'slots' | 'sha256'>

export interface NewCheckpoint {
  readonly epoch: number
  readonly step: number
  readonly sha256: string
  readonly weights: Uint8Array
  readonly isEpochEnd: boolean
  readonly resume: StoredState
}

/** Adds a checkpoint as the one that the run goes on from. One within an epoch goes when the next comes. */
export function addCheckpoint(db: Db, run: RunId, checkpoint: NewCheckpoint): void {
  const { epoch, step, sha256, weights, isEpochEnd, resume } = checkpoint
  const passing = first(
    db,
    q
      .selectFrom('resume_point')
      .select('step')
      .where('run', '=', run)
      .where('is_epoch_end', '=', 0),
  )
  change(db, q.deleteFrom('resume_point').where('run', '=', run))
  dropCheckpoints(db, run, passing ? [passing.step, step] : [step])
  const row = { run, epoch, step, sha256, weights, bytes: weights.byteLength }
  change(db, q.insertInto('checkpoint').values(row))
  const point = { run, step, is_epoch_end: Number(isEpochEnd), ...resume }
  change(db, q.insertInto('resume_point').values(point))
}

const selectCheckpoints = () =>
  q
    .selectFrom('checkpoint')
    .leftJoin('resume_point', (join) =>
      join
        .onRef('resume_point.run', '=', 'checkpoint.run')
        .onRef('resume_point.step', '=', 'checkpoint.step'),
    )
    .select([
      'checkpoint.epoch',
      'checkpoint.step',
      'checkpoint.sha256',
      'checkpoint.bytes',
      'resume_point.step as resume_step',
    ])

interface CheckpointRow extends Omit<Checkpoint, 'canResume'> {
  readonly resume_step: number | null
}

const toCheckpoint = ({ epoch, step, sha256, bytes, ...row }: CheckpointRow): Checkpoint => ({
  epoch,
  step,
  sha256,
  bytes,
  canResume: row.resume_step !== null,
})

/** What checkpoints a run has, without their weights, in order of steps. */
export const checkpointsOf = (db: Db, run: RunId): readonly Checkpoint[] =>
  all(db, selectCheckpoints().where('checkpoint.run', '=', run).orderBy('checkpoint.step')).map(
    toCheckpoint,
  )

/** The epoch that a run ended with where that is not the last. */
const keptEpoch = sql<number>`(SELECT kept_epoch FROM run WHERE run.id = checkpoint.run)`

/** The checkpoint that a run ended with or has come to, or the last one of an epoch of it. */
const chosen = (run: RunId, epoch: number | undefined) =>
  q
    .selectFrom('checkpoint')
    .where('run', '=', run)
    .where('epoch', '=', epoch ?? sql<number>`coalesce(${keptEpoch}, epoch)`)
    .orderBy('step', 'desc')
    .limit(1)

export type StoredCheckpoint = Omit<Checkpoint, 'canResume'> & { readonly weights: Uint8Array }

/** The checkpoint of a run, or the last one of an epoch of it, with its weights as they were read from disk. */
export const storedCheckpoint = (
  db: Db,
  run: RunId,
  epoch: number | undefined,
): StoredCheckpoint | undefined =>
  first(db, chosen(run, epoch).select(['epoch', 'step', 'sha256', 'bytes', 'weights']))

/** That checkpoint without its weights; undefined when there is none. */
export const checkpointMeant = (
  db: Db,
  run: RunId,
  epoch: number | undefined,
): Pick<Checkpoint, 'epoch' | 'step' | 'sha256'> | undefined =>
  first(db, chosen(run, epoch).select(['epoch', 'step', 'sha256']))

/** The weights of a run's checkpoint of a step, as they were read from disk, with the hash that they must have. */
export const weightsAt = (
  db: Db,
  run: RunId,
  step: number,
): Pick<StoredCheckpoint, 'weights' | 'sha256'> | undefined =>
  first(
    db,
    q
      .selectFrom('checkpoint')
      .select(['weights', 'sha256'])
      .where('run', '=', run)
      .where('step', '=', step),
  )

/** All that a run goes on from, as it was read from disk. */
export interface StoredResumePoint {
  readonly step: number
  readonly weights: { readonly bytes: Uint8Array; readonly sha256: string }
  readonly resume: StoredState
}

export function storedResumePoint(db: Db, run: RunId): StoredResumePoint | undefined {
  const row = first(
    db,
    q
      .selectFrom('resume_point')
      .innerJoin('checkpoint', (join) =>
        join
          .onRef('checkpoint.run', '=', 'resume_point.run')
          .onRef('checkpoint.step', '=', 'resume_point.step'),
      )
      .select([
        'resume_point.step',
        'resume_point.state',
        'resume_point.slots',
        'resume_point.sha256',
        'checkpoint.weights',
        'checkpoint.sha256 as weights_sha256',
      ])
      .where('resume_point.run', '=', run),
  )
  if (!row) return undefined
  const { step, state, slots, sha256, weights, weights_sha256 } = row
  return {
    step,
    weights: { bytes: weights, sha256: weights_sha256 },
    resume: { state, slots, sha256 },
  }
}

/** The step that a run goes on after: that of its resume point, or 0. */
export const resumeStep = (db: Db, run: RunId): number =>
  first(db, q.selectFrom('resume_point').select('step').where('run', '=', run))?.step ?? 0

/** Deletes the checkpoints of these steps. */
export function dropCheckpoints(db: Db, run: RunId, steps: readonly number[]): void {
  for (const step of steps)
    change(db, q.deleteFrom('checkpoint').where('run', '=', run).where('step', '=', step))
}
