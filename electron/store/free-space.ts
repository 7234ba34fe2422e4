import { first, q, write, type Db } from './database.ts'

// A database that is made with auto_vacuum = INCREMENTAL can give pages back a few at a time, while others read and
// write. A VACUUM copies the whole database, under a lock: one of them turns an older database into such a one.

const isShrinkable = (db: Db): boolean => db.pragma('auto_vacuum', { simple: true }) === 2

const shrinkable = 'auto_vacuum = INCREMENTAL'

const pages = (db: Db): number => db.pragma('page_count', { simple: true }) as number

/** Lets a database that nothing is in yet give pages back to the disk later; leaves any other as it is. */
export function makeShrinkable(db: Db): void {
  if (pages(db) === 0) db.pragma(shrinkable)
}

/** Lets an older database give pages back, unless somebody trains or works on it, or the disk is too full; then another time. */
export function turnShrinkable(db: Db): void {
  if (!db.open || isShrinkable(db)) return
  if (first(db, q.selectFrom('run').select('id').where('status', '=', 'running').limit(1))) return
  db.pragma(shrinkable)
  try {
    db.exec('VACUUM')
  } catch {
    // Nothing is changed by a VACUUM that fails.
  }
}

/** Enough to be quick, few enough that nobody waits. */
const pagesAtOnce = 250

/** Takes some of the unused pages away; returns their bytes, 0 when none are left or none can be taken. */
export function freeSome(db: Db): number {
  if (!db.open || !isShrinkable(db)) return 0
  const size = db.pragma('page_size', { simple: true }) as number
  return write(db, () => {
    const before = pages(db)
    db.pragma(`incremental_vacuum(${String(pagesAtOnce)})`)
    return (before - pages(db)) * size
  })
}

/** Shortens the files on disk to what is in use; where somebody reads an older state, that happens once they are done. */
export function shortenFiles(db: Db): void {
  if (db.open) db.pragma('wal_checkpoint(TRUNCATE)')
}
