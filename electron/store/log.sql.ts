import { sql } from 'kysely'
import type { RunId } from '../contract/entities.ts'
import type { LogLine } from '../contract/run-list.ts'
import { all, change, first, q, write, type Db } from './database.ts'

/** What happened to a run, in order. */
export const logOf = (db: Db, run: RunId): readonly LogLine[] =>
  all(
    db,
    q.selectFrom('log').select(['at', 'level', 'text']).where('run', '=', run).orderBy('number'),
  )

const mostLines = 300

/**
 * Adds a line to the log of a run, unless the run is gone or the last line says the same. Where there are too many, a
 * warning goes that has come again since, or else the oldest one, or else the oldest line but the first.
 */
export const addLogLine = (db: Db, run: RunId, line: LogLine): void => {
  write(db, () => {
    if (!first(db, q.selectFrom('run').select('id').where('id', '=', run))) return
    const last = first(db, ofRun(run).selectAll().orderBy('number', 'desc').limit(1))
    if (last?.level === line.level && last.text === line.text) return
    change(db, q.insertInto('log').values({ run, number: (last?.number ?? 0) + 1, ...line }))
    const lines = first(
      db,
      ofRun(run).select((eb) => eb.fn.countAll<number>().as('count')),
    )
    if ((lines?.count ?? 0) > mostLines) dropLine(db, run)
  })
}

const ofRun = (run: RunId) => q.selectFrom('log').where('run', '=', run)

function dropLine(db: Db, run: RunId): void {
  const isRepeated = sql`EXISTS (SELECT 1 FROM log AS later
    WHERE later.run = log.run AND later.text = log.text AND later.number > log.number)`
  const dispensable = ofRun(run)
    .select('number')
    .orderBy(sql`level = 'warn' AND ${isRepeated}`, 'desc')
    .orderBy(sql`level = 'warn'`, 'desc')
    .orderBy(sql`number > 1`, 'desc')
    .orderBy('number')
    .limit(1)
  change(db, q.deleteFrom('log').where('run', '=', run).where('number', '=', dispensable))
}
