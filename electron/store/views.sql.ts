import { all, change, q, write, type Db } from './database.ts'
import type { ViewTable } from './tables.ts'

/** The saved views, by name. */
export const savedViews = (db: Db): readonly ViewTable[] =>
  all(db, q.selectFrom('view').selectAll().orderBy('name'))

export function saveView(db: Db, saved: ViewTable): void {
  write(db, () =>
    change(
      db,
      q
        .insertInto('view')
        .values(saved)
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ view: saved.view })),
    ),
  )
}

/** False when there is none of that name. */
export const deleteView = (db: Db, name: string): boolean =>
  write(db, () => change(db, q.deleteFrom('view').where('name', '=', name))) > 0
