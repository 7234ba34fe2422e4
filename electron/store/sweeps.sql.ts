import { sql } from 'kysely'
import type { RunId, RunStatus } from '../contract/entities.ts'
import type { GroupId } from '../contract/groups.ts'
import { all, change, q, write, type Db } from './database.ts'
import type { DecisionTable } from './group-tables.ts'
import { nextRevision } from './runs.sql.ts'

/** A run of a sweep outside the bin. */
export interface TrialRow {
  readonly id: RunId
  readonly trial: number
  readonly status: RunStatus
  readonly step: number
  readonly started_at: number | null
  /** How often its training was begun. */
  readonly stints: number
}

export const trialRows = (db: Db, group: GroupId): readonly TrialRow[] =>
  all(
    db,
    q
      .selectFrom('run')
      .select(['id', 'trial', 'status', 'step', 'started_at'])
      .select((eb) =>
        eb
          .selectFrom('stint')
          .select((of) => of.fn.countAll<number>().as('count'))
          .whereRef('stint.run', '=', 'run.id')
          .as('stints'),
      )
      .where('group_id', '=', group)
      .where('deleted_at', 'is', null)
      .orderBy('trial'),
  ).map((row) => ({
    ...row,
    id: row.id as RunId,
    trial: row.trial ?? 0,
    stints: row.stints ?? 0,
  }))

const epochError = sql<number>`coalesce(epoch.validation_error, epoch.test_error)`

/** The best error of each trial outside the bin that has come to an epoch, until then. */
export const bestUntil = (db: Db, group: GroupId, epoch: number): ReadonlyMap<string, number> =>
  new Map(
    all(
      db,
      q
        .selectFrom('epoch')
        .innerJoin('run', 'run.id', 'epoch.run')
        .select(['epoch.run'])
        .select(sql<number>`min(${epochError})`.as('error'))
        .select(sql<number>`max(epoch.epoch)`.as('last'))
        .where('run.group_id', '=', group)
        .where('run.deleted_at', 'is', null)
        .where('epoch.epoch', '<=', epoch)
        .groupBy('epoch.run')
        .having(sql<number>`max(epoch.epoch)`, '=', epoch),
    ).map(({ run, error }) => [run, error] as const),
  )

/** Ends of epochs, of trials that wait or train, that nothing was decided about; the earliest first. */
export const undecided = (
  db: Db,
  group: GroupId,
): readonly { readonly id: RunId; readonly epoch: number }[] =>
  all(
    db,
    q
      .selectFrom('run')
      .innerJoin('epoch', 'epoch.run', 'run.id')
      .leftJoin('decision', (join) =>
        join.onRef('decision.run', '=', 'run.id').onRef('decision.epoch', '=', 'epoch.epoch'),
      )
      .select(['run.id', 'epoch.epoch'])
      .where('run.group_id', '=', group)
      .where('run.deleted_at', 'is', null)
      .where('run.status', 'in', ['queued', 'running'])
      .where('decision.run', 'is', null)
      // After its last one there is nothing to decide.
      .where(
        'epoch.epoch',
        '<',
        sql<number>`coalesce(run.epochs, json_extract(run.config, '$.epochs'))`,
      )
      .orderBy('epoch.epoch')
      .orderBy('run.trial'),
  ).map(({ id, epoch }) => ({ id: id as RunId, epoch }))

/** Records a decision; false where one was made before, which holds. */
export const addDecision = (db: Db, decision: DecisionTable): boolean =>
  write(
    db,
    () =>
      change(
        db,
        q
          .insertInto('decision')
          .values(decision)
          .onConflict((conflict) => conflict.doNothing()),
      ) > 0,
  )

/** What ended trials of a group early, the last of each. */
export const endingsOf = (db: Db, group: GroupId): ReadonlyMap<string, DecisionTable> =>
  new Map(
    all(
      db,
      q
        .selectFrom('decision')
        .innerJoin('run', 'run.id', 'decision.run')
        .selectAll('decision')
        .where('run.group_id', '=', group)
        .where('goes_on', '=', 0)
        .orderBy('decision.epoch'),
    ).map((row) => [row.run, row] as const),
  )

/** Error that each trial of a group is judged by, of the epoch it ended with or has come to. */
export const errorsOf = (db: Db, group: GroupId): ReadonlyMap<string, number> =>
  new Map(
    all(
      db,
      q
        .selectFrom('run')
        .innerJoin('epoch', (join) =>
          join
            .onRef('epoch.run', '=', 'run.id')
            .on('epoch.epoch', '=', sql<number>`coalesce(run.kept_epoch, run.epoch)`),
        )
        .select('run.id')
        .select(epochError.as('error'))
        .where('run.group_id', '=', group),
    ).map(({ id, error }) => [id, error] as const),
  )

/** Lets the trials of running sweeps that a process trains wait in the queue again once they have stopped. */
export const handBack = (db: Db, owner: string): void => {
  write(db, () =>
    change(
      db,
      q
        .updateTable('run')
        .set({ pause_requested: 2, revision: nextRevision })
        .where('status', '=', 'running')
        .where('owner', '=', owner)
        .where('stop_requested', '=', 0)
        .where('pause_requested', '=', 0)
        .where('group_id', 'in', (eb) =>
          eb
            .selectFrom('run_group')
            .select('id')
            .where('kind', '=', 'sweep')
            .where('state', '=', 'running'),
        ),
    ),
  )
}
