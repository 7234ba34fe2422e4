import type { Insertable, Selectable } from 'kysely'
import type { RunId } from '../contract/entities.ts'
import type { MetricPoint, UsagePoint } from '../contract/training.ts'
import { all, change, first, q, type Db } from './database.ts'
import { lastPlace, nextRevision } from './runs.sql.ts'
import type {
  ChangeTable,
  CheckpointTable,
  EvaluationTable,
  LogTable,
  ResumePointTable,
  RunTable,
} from './tables.ts'
import { pointOf } from './training.sql.ts'

// All of a run as it is on record, to be taken elsewhere, and the other way round.

/** Lets `read` see the database as it is now, whatever is written meanwhile. */
export async function asOfNow<T>(db: Db, read: () => Promise<T>): Promise<T> {
  db.exec('BEGIN')
  try {
    return await read()
  } finally {
    db.exec('COMMIT')
  }
}

export type StoredRun = Selectable<RunTable>

export const runRow = (db: Db, id: RunId): StoredRun | undefined =>
  first(db, q.selectFrom('run').selectAll().where('id', '=', id))

const pointsAtOnce = 5000

/** Its points in order of steps, some at a time. */
export function* pointsInLots(db: Db, run: RunId): Generator<readonly MetricPoint[]> {
  let after = 0
  for (;;) {
    const rows = all(
      db,
      q
        .selectFrom('metric')
        .select(['step', 'loss', 'wrong', 'images', 'seconds'])
        .where('run', '=', run)
        .where('step', '>', after)
        .orderBy('step')
        .limit(pointsAtOnce),
    )
    if (rows.length === 0) return
    yield rows.map(pointOf)
    after = rows.at(-1)?.step ?? after
  }
}

export const allUsageOf = (db: Db, run: RunId): readonly UsagePoint[] =>
  all(
    db,
    q
      .selectFrom('usage')
      .select(['seconds', 'cpu', 'memory'])
      .where('run', '=', run)
      .orderBy('seconds'),
  )

export const allChangesOf = (db: Db, run: RunId): readonly Omit<ChangeTable, 'run'>[] =>
  all(
    db,
    q
      .selectFrom('change')
      .select(['kind', 'step', 'value'])
      .where('run', '=', run)
      .orderBy('kind')
      .orderBy('step'),
  )

/** Whether a run goes on from the end of an epoch; others serve until the next checkpoint comes. */
export const isAtEpochEnd = (db: Db, run: RunId): boolean =>
  first(db, q.selectFrom('resume_point').select('is_epoch_end').where('run', '=', run))
    ?.is_epoch_end === 1

/** Evaluations but those of handwriting, which say nothing without the very drawings they were made on. */
export const evaluationsOf = (
  db: Db,
  run: RunId,
): readonly Pick<EvaluationTable, 'step' | 'image_set'>[] =>
  all(
    db,
    q
      .selectFrom('evaluation')
      .select(['step', 'image_set'])
      .where('run', '=', run)
      .where('image_set', '!=', 'handwriting')
      .orderBy('step')
      .orderBy('image_set'),
  )

/** Runs, in the bin or not, that were made at that time. */
export const runsMadeAt = (db: Db, createdAt: number): readonly StoredRun[] =>
  all(db, q.selectFrom('run').selectAll().where('created_at', '=', createdAt).orderBy('id'))

/** A run that was taken elsewhere and back, at the end of the queue's order. */
export const insertRun = (db: Db, row: Omit<Insertable<RunTable>, 'place' | 'revision'>): void => {
  change(db, q.insertInto('run').values({ ...row, place: lastPlace, revision: nextRevision }))
}

/** That the id of a run was purged once says nothing of a run that has it now; its revision is later. */
export const forgetPurge = (db: Db, run: RunId): void => {
  change(db, q.deleteFrom('purged').where('run', '=', run))
}

export const insertChange = (db: Db, row: ChangeTable): void => {
  change(db, q.insertInto('change').values(row))
}

export const insertLogLine = (db: Db, row: LogTable): void => {
  change(db, q.insertInto('log').values(row))
}

export const insertCheckpoint = (db: Db, row: CheckpointTable): void => {
  change(db, q.insertInto('checkpoint').values(row))
}

export const insertResumePoint = (db: Db, row: ResumePointTable): void => {
  change(db, q.insertInto('resume_point').values(row))
}
