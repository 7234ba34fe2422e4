import { sql } from 'kysely'
import type { DataShape } from '../contract/datasets.ts'
import type { RunId } from '../contract/entities.ts'
import { among, all, change, first, q, type Db } from './database.ts'
import { nextRevision } from './runs.sql.ts'
import { storedShape } from './stored-shape.ts'

/** Runs outside the bin, in the order in which they are to be scored: those that are pinned first, then the newest. */
export const runsToScore = (db: Db): readonly RunId[] =>
  all(
    db,
    q
      .selectFrom('run')
      .select('id')
      .where('deleted_at', 'is', null)
      .orderBy('is_pinned', 'desc')
      .orderBy('created_at', 'desc')
      .orderBy('place', 'desc'),
  ).map(({ id }) => id as RunId)

/** A run with the checkpoint that it is scored by, and the score on record. */
export interface Scored {
  readonly shape: DataShape
  /** Null before its first checkpoint. */
  readonly step: number | null
  readonly wrong: number | null
  readonly images: number | null
}

/** Undefined where the run is gone or in the bin. */
export function scoredRun(db: Db, id: RunId): Scored | undefined {
  const row = first(
    db,
    q
      .selectFrom('run')
      .select(['shape', 'handwriting_wrong as wrong', 'handwriting_images as images'])
      .select((eb) =>
        eb
          .selectFrom('checkpoint')
          .select('step')
          .whereRef('checkpoint.run', '=', 'run.id')
          .where('checkpoint.epoch', '=', sql<number>`coalesce(run.kept_epoch, checkpoint.epoch)`)
          .orderBy('step', 'desc')
          .limit(1)
          .as('step'),
      )
      .where('id', '=', id)
      .where('deleted_at', 'is', null),
  )
  return row && { ...row, shape: storedShape(row.shape) }
}

/** What a checkpoint reads each drawing as, by its number from 1 on; empty where it has read none. */
export const readingsOf = (db: Db, run: RunId, step: number): Uint8Array =>
  first(
    db,
    q.selectFrom('handwriting').select('predicted').where('run', '=', run).where('step', '=', step),
  )?.predicted ?? new Uint8Array()

/** Nothing is kept for a checkpoint that is gone. */
export function keepReadings(db: Db, run: RunId, step: number, predicted: Uint8Array): void {
  const checkpoint = q
    .selectFrom('checkpoint')
    .select(['run', 'step', sql<Uint8Array>`${predicted}`.as('predicted')])
    .where('run', '=', run)
    .where('step', '=', step)
  change(
    db,
    q.replaceInto('handwriting').columns(['run', 'step', 'predicted']).expression(checkpoint),
  )
}

export function forgetReadings(db: Db): void {
  change(db, q.deleteFrom('handwriting'))
}

/** Sets the score of a run; true when it had another one. */
export const setScore = (
  db: Db,
  run: RunId,
  score: { readonly wrong: number; readonly images: number } | null,
): boolean =>
  change(
    db,
    q
      .updateTable('run')
      .set({
        handwriting_wrong: score?.wrong ?? null,
        handwriting_images: score?.images ?? null,
        revision: nextRevision,
      })
      .where('id', '=', run)
      .where((eb) =>
        eb.or([
          eb('handwriting_wrong', 'is not', score?.wrong ?? null),
          eb('handwriting_images', 'is not', score?.images ?? null),
        ]),
      ),
  ) > 0

/** How many runs outside the bin have a score. */
export const runsWithScore = (db: Db): number =>
  first(
    db,
    q
      .selectFrom('run')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('deleted_at', 'is', null)
      .where('handwriting_images', 'is not', null),
  )?.count ?? 0

/** Whether there is anything that only drawings can be the reason of. */
export const hasScores = (db: Db): boolean =>
  first(
    db,
    q.selectFrom('run').select('id').where('handwriting_images', 'is not', null).limit(1),
  ) !== undefined || first(db, q.selectFrom('handwriting').select('run').limit(1)) !== undefined

/** Takes the scores of all runs away, and returns the runs that had one. */
export function clearScores(db: Db): readonly RunId[] {
  const ids = all(
    db,
    q.selectFrom('run').select('id').where('handwriting_images', 'is not', null),
  ).map(({ id }) => id as RunId)
  change(
    db,
    q
      .updateTable('run')
      .set({ handwriting_wrong: null, handwriting_images: null, revision: nextRevision })
      .where('id', 'in', among(ids)),
  )
  return ids
}
