import { sql, type Selectable } from 'kysely'
import type { RunId } from '../contract/entities.ts'
import { AppError } from '../contract/errors.ts'
import { all, among, change, q, write, type Db } from './database.ts'
import { nextRevision, updateRuns } from './runs.sql.ts'
import type { RunTable } from './tables.ts'

/** As much of a run as decides what may be done to it. */
export type Standing = Selectable<
  Pick<RunTable, 'name' | 'status' | 'tags' | 'archived_at' | 'deleted_at'>
> & { readonly id: RunId }

/** How runs stand, in the order of their ids; throws an AppError when one of them is not there. */
export function standingsOf(db: Db, ids: readonly RunId[]): readonly Standing[] {
  const rows = all(
    db,
    q
      .selectFrom('run')
      .select(['id', 'name', 'status', 'tags', 'archived_at', 'deleted_at'])
      .where('id', 'in', among(ids)),
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => {
    const row = byId.get(id)
    if (!row) throw new AppError('not-found', `No run has the id ${id}`)
    return { ...row, id }
  })
}

/** Hides runs; those that are hidden already stay as they are. */
export const archiveRuns = (db: Db, ids: readonly RunId[], now: number): number =>
  updateRuns(db, ids, { archived_at: sql<number>`coalesce(archived_at, ${now})` })

export const unarchiveRuns = (db: Db, ids: readonly RunId[]): number =>
  updateRuns(db, ids, { archived_at: null })

/** Moves runs to the bin. */
export const deleteRuns = (db: Db, ids: readonly RunId[], now: number): number =>
  updateRuns(db, ids, { deleted_at: sql<number>`coalesce(deleted_at, ${now})` })

export const restoreRuns = (db: Db, ids: readonly RunId[]): number =>
  updateRuns(db, ids, { deleted_at: null })

/** Those that are in the bin, in their order. */
export function binned(db: Db, ids: readonly RunId[]): readonly RunId[] {
  const found = all(
    db,
    q
      .selectFrom('run')
      .select('id')
      .where('id', 'in', among(ids))
      .where('deleted_at', 'is not', null),
  )
  const there = new Set<string>(found.map(({ id }) => id))
  return ids.filter((id) => there.has(id))
}

/** Ends those that wait, and asks the owners of those that are trained to end them. */
export function stopRuns(db: Db, ids: readonly RunId[], now: number): void {
  updateRuns(db, ids, { status: 'stopped', ended_at: now, is_held: 0 }, ['queued'])
  updateRuns(db, ids, { stop_requested: 1 }, ['running'])
}

/** Deletes runs with all that is kept of them; what refers to them refers to nothing then. Returns the runs that did. */
export const purgeRuns = (db: Db, ids: readonly RunId[]): readonly RunId[] =>
  write(db, () => {
    const repeats = all(
      db,
      q
        .selectFrom('run')
        .select('id')
        .where('reproduces', 'in', among(ids))
        .where('id', 'not in', among(ids)),
    ).map(({ id }) => id as RunId)
    updateRuns(db, repeats, { reproduces: null })
    const asSettings = ids.map((id) => JSON.stringify(id))
    change(
      db,
      q
        .deleteFrom('setting')
        .where('name', '=', 'baseline')
        .where('value', 'in', among(asSettings)),
    )
    const gone = sql<string>`value`
    change(
      db,
      q
        .insertInto('purged')
        .columns(['run', 'revision'])
        .expression(
          q
            .selectFrom(sql<{ value: string }>`json_each(${JSON.stringify(ids)})`.as('ids'))
            .select([gone.as('run'), nextRevision.as('revision')])
            .distinct(),
        ),
    )
    change(db, q.deleteFrom('run').where('id', 'in', among(ids)))
    return repeats
  })
