import { expect, test } from 'vitest'
import type { Db } from '../../electron/store/database.ts'
import { archiveRuns, deleteRuns } from '../../electron/store/places.sql.ts'
import { listRuns, updateRun } from '../../electron/store/runs.sql.ts'
import { a, add, b, tempDb } from './a-run.ts'

const found = (db: Db, search: string) =>
  listRuns(db, { search, place: 'active' }).map(({ id }) => id)

function twoRuns(): Db {
  const db = tempDb()
  add(db, a, { name: 'Große Übung' })
  add(db, b, { name: 'Wide 100%_' })
  updateRun(db, a, { note: 'ΟΔΟΣ to Émile', tags: JSON.stringify(['sweep "x"', 'çok']) })
  return db
}

test.each([
  ['übung GROSSE', 'both words, any case, and ß as SS'],
  ['οδος', 'a sigma at the end of a word'],
  ['e\u0301mile', 'an accent that is a character of its own'],
  ['ÇOK', 'a tag'],
  ['"x"', 'quotes within a tag'],
  ['aaaaaaaaaa', 'an id'],
  ['sweep émile übung aaaa', 'words of name, note, tags and id'],
])('%s finds by %s', (search) => {
  expect(found(twoRuns(), search)).toEqual([a])
})

test('signs of a pattern stand for themselves, and spaces only divide words', () => {
  const db = twoRuns()
  expect(found(db, '%_')).toEqual([b])
  expect(found(db, '  wide\t 100 ')).toEqual([b])
  expect(found(db, '%wide')).toEqual([])
  expect(found(db, 'wide übung')).toEqual([])
  expect(found(db, ' ')).toEqual([b, a])
  expect(found(db, '","')).toEqual([])
})

test('list, archive and bin hold what was put there, and each run is in one of them', () => {
  const db = tempDb()
  add(db, a)
  add(db, b)
  const placed = () =>
    (['active', 'archived', 'deleted'] as const).map((place) =>
      listRuns(db, { search: '', place }).map(({ id }) => id),
    )
  expect(placed()).toEqual([[b, a], [], []])
  archiveRuns(db, [a], 5)
  expect(placed()).toEqual([[b], [a], []])
  deleteRuns(db, [a, b], 6)
  expect(placed()).toEqual([[], [], [b, a]])
})

test('more runs are listed than a statement takes parameters', () => {
  const db = tempDb()
  add(db, a)
  db.exec(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 33000)
    INSERT INTO run (id, name, note, colour, status, config, created_at, place, steps, revision)
    SELECT printf('%010d', i), name, note, colour, 'stopped', config, created_at, place, steps, i FROM n, run`)
  expect(listRuns(db, { search: '', place: 'active' })).toHaveLength(33_001)
})
