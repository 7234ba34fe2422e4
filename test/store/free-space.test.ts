import Database from 'better-sqlite3'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase, type Db } from '../../electron/store/database.ts'
import { freeSome, shortenFiles, turnShrinkable } from '../../electron/store/free-space.ts'
import { migrations } from '../../electron/store/migrations.ts'
import { tempDir } from '../temp-dir.ts'
import { a, add, claimFirst } from './a-run.ts'

const autoVacuum = (db: Db) => db.pragma('auto_vacuum', { simple: true })
const incremental = 2

function fillAndEmpty(db: Db): void {
  db.exec('CREATE TABLE filler (bytes BLOB)')
  for (let row = 0; row < 200; row += 1)
    db.prepare('INSERT INTO filler VALUES (zeroblob(100000))').run()
  shortenFiles(db)
  db.exec('DROP TABLE filler')
}

/** A database of the newest schema that was made before it could give pages back. */
function older(): string {
  const file = join(tempDir(), 'lab.db')
  const db = new Database(file)
  for (const sql of migrations) db.exec(sql)
  db.pragma(`user_version = ${String(migrations.length)}`)
  db.pragma('journal_mode = WAL')
  add(db, a)
  db.close()
  return file
}

test('as many bytes as are freed leave the file', () => {
  const file = join(tempDir(), 'lab.db')
  const db = openDatabase(file)
  fillAndEmpty(db)
  const before = statSync(file).size
  let freed = 0
  let turns = 0
  for (let some = freeSome(db); some > 0; some = freeSome(db)) {
    freed += some
    turns += 1
  }
  shortenFiles(db)
  expect(freed).toBe(before - statSync(file).size)
  expect(freed).toBeGreaterThan(20_000_000)
  expect(turns).toBeGreaterThan(1)
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
  db.close()
})

test('nothing is freed of a database that has been closed meanwhile', () => {
  const db = openDatabase(join(tempDir(), 'lab.db'))
  db.close()
  turnShrinkable(db)
  expect(freeSome(db)).toBe(0)
  shortenFiles(db)
})

test('an older database can give pages back from its next opening on, with all its rows', () => {
  const file = older()
  const db = openDatabase(file)
  expect(autoVacuum(db)).toBe(incremental)
  expect(db.prepare('SELECT id FROM run').all()).toEqual([{ id: a }])
  expect(db.pragma('journal_mode', { simple: true })).toBe('wal')
  fillAndEmpty(db)
  expect(freeSome(db)).toBeGreaterThan(0)
  db.close()
})

test('an older database is not copied while a run is trained, nor while somebody else writes', () => {
  const file = older()
  const other = new Database(file)
  other.exec('BEGIN IMMEDIATE')
  const meanwhile = openDatabase(file)
  expect(autoVacuum(meanwhile)).toBe(0)
  other.exec('COMMIT')
  claimFirst(meanwhile, 'x')
  meanwhile.close()
  const training = openDatabase(file)
  expect(autoVacuum(training)).toBe(0)
  training.close()
  other.close()
})
