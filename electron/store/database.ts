import Database from 'better-sqlite3'
import { closeSync, existsSync, openSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import {
  DummyDriver,
  Kysely,
  sql,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type Compilable,
} from 'kysely'
import { AppError } from '../contract/errors.ts'
import { makeShrinkable, turnShrinkable } from './free-space.ts'
import { makeFolder } from './make-folder.ts'
import { migrations } from './migrations.ts'
import { addSearch } from './search.ts'
import type { Tables } from './tables.ts'

export type Db = Database.Database

/** Writes SQL with checked columns; it never runs any (`all`, `first` and `change` do, synchronously). */
export const q = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
})

/** All rows of a query. */
export function all<Row>(db: Db, query: Compilable<Row>): Row[] {
  const { sql: text, parameters } = query.compile()
  return db.prepare<unknown[], Row>(text).all(...parameters)
}

/** The first row of a query, if there is one. */
export function first<Row>(db: Db, query: Compilable<Row>): Row | undefined {
  const { sql: text, parameters } = query.compile()
  return db.prepare<unknown[], Row>(text).get(...parameters)
}

/** Runs a statement; returns how many rows it changed. */
export function change(db: Db, query: Compilable): number {
  const { sql: text, parameters } = query.compile()
  return db.prepare(text).run(...parameters).changes
}

/**
 * Runs `work` in one write transaction and returns its result; all of it is kept or nothing.
 * Immediate, because a deferred transaction that turns into a write ignores the busy timeout.
 */
export const write = <T>(db: Db, work: () => T): T => db.transaction(work).immediate()

/** The thread stands still as long as it waits for another writer. */
const busyMs = 2_000

// Two processes on one WAL database could corrupt it before this release (sqlite.org/wal.html, "WAL-reset bug").
const oldestSqlite = [3, 51, 3] as const

function checkSqlite(version: string): void {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
  const [oldMajor, oldMinor, oldPatch] = oldestSqlite
  const isOld = major * 1e6 + minor * 1e3 + patch < oldMajor * 1e6 + oldMinor * 1e3 + oldPatch
  if (isOld)
    throw new AppError(
      'internal',
      `SQLite ${version} is too old, ${oldestSqlite.join('.')} or newer is needed`,
    )
}

const schemaVersion = (db: Db): number => db.pragma('user_version', { simple: true }) as number

function refuseNewer(db: Db, file: string): void {
  const version = schemaVersion(db)
  if (version > migrations.length)
    throw new AppError(
      'newer-database',
      `${file} was written by a newer Digit Lab (schema ${String(version)}, this one knows ${String(migrations.length)}); nothing was changed`,
    )
}

const isDamage = (error: unknown): boolean =>
  error instanceof Database.SqliteError && /NOTADB|CORRUPT/.test(error.code)

/** Looks through a connection that cannot write, since closing one that can may already change the file. */
function checkBeforeWriting(file: string): void {
  if (!existsSync(file) || statSync(file).size === 0) return
  const db = new Database(file, { readonly: true, timeout: busyMs })
  try {
    refuseNewer(db, file)
  } catch (error) {
    if (!isDamage(error)) throw error
    throw new AppError('damaged', `${file} is not a readable database; it was left as it is`, {
      cause: error,
    })
  } finally {
    db.close()
  }
}

/** Brings the schema up to date, all pending migrations in one exclusive transaction. */
function migrate(db: Db, file: string): void {
  if (schemaVersion(db) === migrations.length) return
  // A table that is made anew must not take along the rows that refer to it.
  db.pragma('foreign_keys = OFF')
  db.transaction(() => {
    // Another process may have been faster.
    refuseNewer(db, file)
    for (const step of migrations.slice(schemaVersion(db))) db.exec(step)
    db.pragma(`user_version = ${String(migrations.length)}`)
  }).exclusive()
}

/**
 * Opens the database of a data folder, making both when they are absent, readable by their owner alone.
 * Throws an AppError when the file cannot be opened, is damaged or comes from a newer version.
 */
export function openDatabase(file: string): Db {
  let db: Db | undefined
  try {
    makeFolder(dirname(file))
    checkBeforeWriting(file)
    // SQLite gives the -wal and -shm files the mode of the main file.
    closeSync(openSync(file, 'a', 0o600))
    db = new Database(file, { timeout: busyMs })
    checkSqlite(sqliteVersion(db))
    makeShrinkable(db)
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    migrate(db, file)
    db.pragma('foreign_keys = ON')
    turnShrinkable(db)
    addSearch(db)
    return db
  } catch (error) {
    db?.close()
    if (error instanceof AppError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new AppError('unwritable', `Cannot open ${file}: ${reason}`, { cause: error })
  }
}

export const sqliteVersion = (db: Db): string =>
  db.prepare<[], { version: string }>('SELECT sqlite_version() AS version').get()?.version ?? ''

export const journalMode = (db: Db): string => db.pragma('journal_mode', { simple: true }) as string

/** For `in`: those of a list, as one value, since a statement takes only so many. */
export const among = (texts: readonly string[]) =>
  sql<string>`(SELECT value FROM json_each(${JSON.stringify(texts)}))`

/** Changes when another process (not this connection) has written. */
export const dataVersion = (db: Db): number => db.pragma('data_version', { simple: true }) as number

/** What people can do about a failure of SQLite; undefined for any other error. */
export function storeError(error: unknown): AppError | undefined {
  if (!(error instanceof Database.SqliteError)) return undefined
  if (/BUSY|LOCKED/.test(error.code))
    return new AppError('conflict', 'The database is in use by another program; try again', {
      cause: error,
    })
  if (error.code.includes('FULL'))
    return new AppError('unwritable', 'The disk is full; free some space and try again', {
      cause: error,
    })
  if (isDamage(error))
    return new AppError('damaged', 'The database is damaged; it was left as it is', {
      cause: error,
    })
  return undefined
}
