import Database from 'better-sqlite3'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { referenceConfig } from '../../electron/contract/train-config.ts'
import { checkpointsOf, storedCheckpoint } from '../../electron/store/checkpoints.sql.ts'
import { openDatabase, type Db } from '../../electron/store/database.ts'
import { migrations } from '../../electron/store/migrations.ts'
import { listRuns, runById } from '../../electron/store/runs.sql.ts'
import { epochsOf, metricsOf } from '../../electron/store/training.sql.ts'
import { tempDir } from '../temp-dir.ts'
import { a, b } from './a-run.ts'

const runColumns =
  'id, name, note, colour, status, reason, config, dataset_sha256, wanted_engine, wanted_threads, engine, ' +
  'engine_version, threads, created_at, started_at, ended_at, deleted_at, place, stop_requested, steps, step, ' +
  'epoch, seconds, images_per_second, seconds_left, owner, heartbeat_at, revision'

const userRows = (db: Db) => ({
  runs: db.prepare(`SELECT ${runColumns} FROM run ORDER BY id`).all(),
  metrics: db.prepare('SELECT * FROM metric').all(),
  epochs: db
    .prepare(
      `SELECT run, epoch, step, seconds, images_per_second, running_loss, running_error, train_loss, train_error,
       test_loss, test_error FROM epoch`,
    )
    .all(),
  checkpoints: db.prepare('SELECT run, step, epoch, sha256, bytes, weights FROM checkpoint').all(),
})

/** A database as the first released schema left it: one run that was stopped in its second epoch, one that waits. */
function firstSchema(): { file: string; rows: ReturnType<typeof userRows> } {
  const file = join(tempDir(), 'lab.db')
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  for (const sql of migrations.slice(0, 1)) db.exec(sql)
  db.pragma('user_version = 1')
  // The settings of that time: later ones take their defaults.
  const { dataset, hidden, activation, optimizer, learningRate, batch, epochs, seed } =
    referenceConfig
  const config = JSON.stringify({
    dataset,
    hidden,
    activation,
    optimizer,
    learningRate,
    batch,
    epochs,
    seed,
    recordEvery: 20,
  })
  const run = db.prepare(
    `INSERT INTO run VALUES (?, ?, 'a note', 3, ?, NULL, ?, 'data', NULL, 2, 'native', '2.21.0', 2,
     1000, 2000, 3000, NULL, ?, 1, 3000, 620, 1, 12.5, NULL, NULL, 'owner', 2500, ?)`,
  )
  run.run(a, 'Stopped', 'stopped', config, 1, 7)
  run.run(b, 'Waiting', 'queued', config, 2, 8)
  db.prepare(
    'INSERT INTO metric VALUES (?, 20, 0.5, 300, 2000, 0.1), (?, 40, NULL, 1, 2, 0.2)',
  ).run(a, a)
  db.prepare('INSERT INTO epoch VALUES (?, 1, 600, 6, 10000, 0.3, 0.1, 0.2, 0.05, 0.25, 0.06)').run(
    a,
  )
  const checkpoint = db.prepare('INSERT INTO checkpoint VALUES (?, ?, ?, ?, 4, ?)')
  checkpoint.run(a, 600, 1, 'first', Buffer.of(1, 2, 3, 4))
  checkpoint.run(a, 620, 2, 'second', Buffer.of(5, 6, 7, 8))
  const rows = userRows(db)
  db.close()
  return { file, rows }
}

test('a database of the first schema opens with every row it had', () => {
  const { file, rows } = firstSchema()
  const db = openDatabase(file)
  expect(db.pragma('user_version', { simple: true })).toBe(migrations.length)
  expect(userRows(db)).toEqual(rows)
  expect(db.pragma('foreign_key_check')).toEqual([])
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
  expect(db.pragma('foreign_keys', { simple: true })).toBe(1)
  db.close()
})

test('its runs read as before, and say that they cannot go on exactly', () => {
  const db = openDatabase(firstSchema().file)
  expect(runById(db, a)).toMatchObject({
    name: 'Stopped',
    status: 'stopped',
    colour: 3,
    config: { ...referenceConfig, recordEvery: 20 },
    engine: { kind: 'native', version: '2.21.0', threads: 2, parts: 1 },
    progress: { epoch: 2, epochs: 5, step: 620, steps: 3000 },
    seconds: 12.5,
    final: { train: { loss: 0.2, error: 0.05 }, test: { loss: 0.25, error: 0.06 } },
    weightsSha256: 'second',
    bytes: 8,
    reproduces: null,
    rateChanges: [],
    epochsChanges: [],
    canResume: false,
  })
  expect(epochsOf(db, a)).toMatchObject([{ epoch: 1, validation: null }])
  expect(metricsOf(db, [a], 0)[0]?.points).toHaveLength(2)
  expect(checkpointsOf(db, a).map(({ canResume }) => canResume)).toEqual([false, false])
  expect([...(storedCheckpoint(db, a, 1)?.weights ?? [])]).toEqual([1, 2, 3, 4])
  expect(listRuns(db, { search: '', place: 'active' }).map(({ id }) => id)).toEqual([b, a])
  db.close()
})

test('rows of a run still go with it, and refer to none other', () => {
  const db = openDatabase(firstSchema().file)
  expect(() => db.prepare("INSERT INTO metric VALUES ('nobody', 1, 0, 0, 1, 0)").run()).toThrow(
    /FOREIGN KEY/,
  )
  db.prepare('DELETE FROM run WHERE id = ?').run(a)
  expect(userRows(db)).toMatchObject({ metrics: [], epochs: [], checkpoints: [] })
  db.close()
})

test('the same migration with foreign keys on would lose rows, and these tests would see it', () => {
  const { file, rows } = firstSchema()
  const db = new Database(file)
  db.pragma('foreign_keys = ON')
  for (const sql of migrations.slice(1)) db.exec(sql)
  expect(userRows(db)).not.toEqual(rows)
  db.close()
})
