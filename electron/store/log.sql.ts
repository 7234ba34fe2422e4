import type { RunId } from '../contract/entities.ts'
import type { LogLine } from '../contract/run-list.ts'
import { all, q, type Db } from './database.ts'

/** What happened to a run, in order. */
export const logOf = (db: Db, run: RunId): readonly LogLine[] =>
  all(
    db,
    q.selectFrom('log').select(['at', 'level', 'text']).where('run', '=', run).orderBy('number'),
  )
