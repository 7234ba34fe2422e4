import { all, change, q, write, type Db } from './database.ts'

/** What has been set, by name; the values are as JSON read them. */
export const storedSettings = (db: Db): ReadonlyMap<string, unknown> =>
  new Map(
    all(db, q.selectFrom('setting').selectAll()).map(({ name, value }) => [
      name,
      JSON.parse(value) as unknown,
    ]),
  )

/** Sets those that are named, all or none; undefined leaves one as it is. */
export function storeSettings(db: Db, values: Readonly<Record<string, unknown>>): void {
  write(db, () => {
    for (const [name, value] of Object.entries(values)) {
      if (value === undefined) continue
      const text = JSON.stringify(value)
      change(
        db,
        q
          .insertInto('setting')
          .values({ name, value: text })
          .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: text })),
      )
    }
  })
}
