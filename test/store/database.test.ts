import Database from 'better-sqlite3'
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  dataVersion,
  first,
  journalMode,
  openDatabase,
  q,
  write,
} from '../../electron/store/database.ts'
import { migrations } from '../../electron/store/migrations.ts'
import { tempDir } from '../temp-dir.ts'

const newFile = () => join(tempDir(), 'deep', 'lab.db')
const sha256 = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')

test('a new database is in WAL mode, synchronous FULL, private to its owner, at the newest schema', () => {
  const file = newFile()
  const db = openDatabase(file)
  expect(journalMode(db)).toBe('wal')
  expect(db.pragma('synchronous', { simple: true })).toBe(2)
  expect(db.pragma('foreign_keys', { simple: true })).toBe(1)
  expect(db.pragma('user_version', { simple: true })).toBe(migrations.length)
  expect(statSync(file).mode & 0o077).toBe(0)
  expect(statSync(join(file, '..')).mode & 0o077).toBe(0)
  db.close()
})

test('every table is STRICT', () => {
  const db = openDatabase(newFile())
  const tables = db
    .prepare(
      "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'",
    )
    .all()
  expect(tables).toEqual(
    expect.arrayContaining([
      { name: 'run', strict: 1 },
      { name: 'metric', strict: 1 },
      { name: 'epoch', strict: 1 },
      { name: 'checkpoint', strict: 1 },
    ]),
  )
  db.close()
})

test.each([1, 2, 1000])(
  'a database that is %i schema versions ahead is refused and stays byte for byte the same',
  (ahead) => {
    const file = newFile()
    openDatabase(file).close()
    const raw = new Database(file)
    raw.pragma(`user_version = ${String(migrations.length + ahead)}`)
    raw.close()
    const before = sha256(file)
    expect(() => openDatabase(file)).toThrow(
      expect.objectContaining({ code: 'newer-database' }) as Error,
    )
    expect(sha256(file)).toBe(before)
  },
)

test('a file that is no database is named as damaged and stays as it is', () => {
  const file = join(tempDir(), 'lab.db')
  writeFileSync(file, 'x'.repeat(8192))
  expect(() => openDatabase(file)).toThrow(expect.objectContaining({ code: 'damaged' }) as Error)
  expect(readFileSync(file, 'utf8')).toBe('x'.repeat(8192))
})

test('a data folder that is a file is refused in one line', () => {
  const file = join(tempDir(), 'taken')
  writeFileSync(file, '')
  expect(() => openDatabase(join(file, 'lab.db'))).toThrow(/^Cannot open [^\n]*$/)
})

test.runIf(process.platform === 'linux')(
  'a data folder where none can be made is refused and does not hang',
  () => {
    expect(() => openDatabase('/proc/nope/deep/lab.db')).toThrow(/^Cannot open [^\n]*$/)
  },
)

test('a write is kept whole or not at all', () => {
  const db = openDatabase(newFile())
  const insert = () => db.prepare("INSERT INTO metric VALUES ('r', 1, 0, 0, 1, 0)").run()
  db.pragma('foreign_keys = OFF')
  expect(() =>
    write(db, () => {
      insert()
      throw new Error('half way')
    }),
  ).toThrow('half way')
  expect(first(db, q.selectFrom('metric').selectAll())).toBeUndefined()
  write(db, insert)
  expect(first(db, q.selectFrom('metric').selectAll())).toMatchObject({ run: 'r', step: 1 })
  db.close()
})

test('a write by another connection shows in the data version', () => {
  const file = newFile()
  const [ours, theirs] = [openDatabase(file), openDatabase(file)]
  const before = dataVersion(ours)
  theirs.pragma('foreign_keys = OFF')
  theirs.prepare("INSERT INTO metric VALUES ('r', 1, 0, 0, 1, 0)").run()
  expect(dataVersion(ours)).not.toBe(before)
  ours.close()
  theirs.close()
})

test('four processes that start at once on an empty folder all come up', async () => {
  for (let round = 0; round < 3; round++) {
    const file = newFile()
    const script = join(import.meta.dirname, 'open-once.ts')
    const codes = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const child = spawn(process.execPath, [script, file], {
          stdio: ['ignore', 'ignore', 'inherit'],
        })
        const [code] = (await once(child, 'exit')) as [number | null]
        return code
      }),
    )
    expect(codes).toEqual([0, 0, 0, 0])
    const db = openDatabase(file)
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    db.close()
  }
})
