import { sql, type UpdateObject } from 'kysely'
import type { Run, RunId, RunStatus } from '../contract/entities.ts'
import { AppError } from '../contract/errors.ts'
import { all, change, first, q, write, type Db } from './database.ts'
import { runsOf, selectRuns } from './run-rows.sql.ts'
import type { RunTable, Tables } from './tables.ts'

/** One more than any revision so far; makes a row new for whoever asks `runsSince`. */
export const nextRevision = sql<number>`(SELECT coalesce(max(revision), 0) + 1 FROM run)`

/** Newest first; `search` matches name, note and id, whatever the case of ASCII letters. */
export function listRuns(
  db: Db,
  { search, deleted }: { readonly search: string; readonly deleted: boolean },
): Run[] {
  const words = `%${search.trim().replace(/[\\%_]/g, '\\$&')}%`
  const query = selectRuns()
    .where('run.deleted_at', deleted ? 'is not' : 'is', null)
    .where(sql<boolean>`run.name || ' ' || run.note || ' ' || run.id LIKE ${words} ESCAPE '\\'`)
    .orderBy('run.created_at', 'desc')
    .orderBy('run.place', 'desc')
  return runsOf(db, query)
}

export function runById(db: Db, id: RunId): Run {
  const [run] = runsOf(db, selectRuns().where('run.id', '=', id))
  if (!run) throw new AppError('not-found', `No run has the id ${id}`)
  return run
}

/** Runs outside the bin whose id begins with `text`, or whose name is `text`; newest first. */
export const runsCalled = (db: Db, text: string): Run[] =>
  runsOf(
    db,
    selectRuns()
      .where('run.deleted_at', 'is', null)
      .where((eb) =>
        eb.or([
          eb('run.name', '=', text),
          sql<boolean>`substr(run.id, 1, length(${text})) = ${text}`,
        ]),
      )
      .orderBy('run.created_at', 'desc')
      .orderBy('run.place', 'desc'),
  )

export const newestRun = (db: Db): Run | undefined =>
  runsOf(
    db,
    selectRuns()
      .where('run.deleted_at', 'is', null)
      .orderBy('run.created_at', 'desc')
      .orderBy('run.place', 'desc')
      .limit(1),
  )[0]

/** Runs that changed after that revision, and the revision to ask with next time. */
export function runsSince(db: Db, revision: number): { runs: Run[]; revision: number } {
  const changed = all(
    db,
    q
      .selectFrom('run')
      .select(['id', 'revision'])
      .where('revision', '>', revision)
      .orderBy('revision')
      .limit(1000),
  )
  return {
    runs: changed.map(({ id }) => runById(db, id as RunId)),
    revision: changed.at(-1)?.revision ?? revision,
  }
}

export const latestRevision = (db: Db): number =>
  first(
    db,
    q.selectFrom('run').select((eb) => eb.fn.max('revision').as('revision')),
  )?.revision ?? 0

const lastPlace = sql<number>`(SELECT coalesce(max(place), 0) + 1 FROM run)`

export type NewRun = Pick<
  RunTable,
  | 'id'
  | 'name'
  | 'note'
  | 'config'
  | 'shape'
  | 'steps'
  | 'created_at'
  | 'wanted_engine'
  | 'wanted_threads'
> &
  Partial<Pick<RunTable, 'epochs' | 'reproduces'>>

/** Adds a queued run at the end of the queue, in the colour that fewest runs wear. */
export function addRun(db: Db, run: NewRun): void {
  const colour = sql<number>`(
    WITH RECURSIVE slot (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM slot WHERE n < 10)
    SELECT n FROM slot LEFT JOIN run ON run.colour = n AND run.deleted_at IS NULL
    GROUP BY n ORDER BY count(run.id), n LIMIT 1)`
  write(db, () =>
    change(
      db,
      q.insertInto('run').values({
        ...run,
        status: 'queued',
        colour,
        place: lastPlace,
        revision: nextRevision,
      }),
    ),
  )
}

/** Puts a run at the end of the queue, as long as it has that status; true when it had. */
export const requeueRun = (db: Db, id: RunId, status: RunStatus): boolean =>
  updateRun(db, id, { status: 'queued', reason: null, ended_at: null, place: lastPlace }, [status])

/** Sets columns of one run, as long as the condition on its status holds; true when it did. */
export function updateRun(
  db: Db,
  id: RunId,
  values: UpdateObject<Tables, 'run'>,
  onlyWhen: readonly RunStatus[] = [],
): boolean {
  const update = q
    .updateTable('run')
    .set({ ...values, revision: nextRevision })
    .where('id', '=', id)
    .$if(onlyWhen.length > 0, (query) => query.where('status', 'in', [...onlyWhen]))
  return write(db, () => change(db, update)) > 0
}
