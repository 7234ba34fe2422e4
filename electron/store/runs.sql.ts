import { sql, type UpdateObject } from 'kysely'
import type { Run, RunId, RunStatus } from '../contract/entities.ts'
import { AppError } from '../contract/errors.ts'
import type { ListedRuns } from '../contract/run-list.ts'
import type { TrainConfig } from '../contract/train-config.ts'
import { all, among, change, first, q, write, type Db } from './database.ts'
import { runsOf, selectRuns } from './run-rows.sql.ts'
import type { RunTable, Tables } from './tables.ts'

/** The greatest revision so far; one that was purged counts, so that none comes again. */
const greatestRevision = sql<number>`max(
  (SELECT coalesce(max(revision), 0) FROM run), (SELECT coalesce(max(revision), 0) FROM purged))`

/** One more than any revision so far; makes a row new for whoever asks for changes since one. */
export const nextRevision = sql<number>`(SELECT ${greatestRevision} + 1)`

/** Newest first; each word of `search` occurs in name, note, tags or id, whatever its case. */
export function listRuns(db: Db, { search, place, most, after }: ListedRuns): Run[] {
  const words = search
    .split(/\s+/)
    .filter((word) => word !== '')
    .join('\n')
  const isFound = sql<boolean>`mentions(${words}, run.tags, run.name, run.note, run.id)`
  const isAfter = sql<boolean>`(run.created_at, run.place) < (${after?.createdAt}, ${after?.place})`
  const query = selectRuns()
    .$if(words !== '', (all) => all.where(isFound))
    .$if(after !== undefined, (all) => all.where(isAfter))
    .$if(most !== undefined, (all) => all.limit(most ?? 0))
    .orderBy('run.created_at', 'desc')
    .orderBy('run.place', 'desc')
  if (place === 'deleted') return runsOf(db, query.where('run.deleted_at', 'is not', null))
  const isArchived = place === 'archived' ? 'is not' : 'is'
  return runsOf(
    db,
    query.where('run.deleted_at', 'is', null).where('run.archived_at', isArchived, null),
  )
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

export const isNameTaken = (db: Db, name: string): boolean =>
  first(
    db,
    q
      .selectFrom('run')
      .select('id')
      .where('name', '=', name)
      .where('deleted_at', 'is', null)
      .limit(1),
  ) !== undefined

export const newestRun = (db: Db): Run | undefined =>
  runsOf(
    db,
    selectRuns()
      .where('run.deleted_at', 'is', null)
      .orderBy('run.created_at', 'desc')
      .orderBy('run.place', 'desc')
      .limit(1),
  )[0]

/** These runs, in their order, as far as they are there. */
export function runsWith(db: Db, ids: readonly RunId[]): Run[] {
  const runs = runsOf(db, selectRuns().where('run.id', 'in', among(ids)))
  const byId = new Map(runs.map((run) => [run.id, run]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

export interface Changes {
  /** In the order in which they changed. */
  readonly runs: readonly RunId[]
  readonly purged: readonly RunId[]
  /** To ask with next time. */
  readonly revision: number
}

/** What became of runs after that revision. */
export function changesSince(db: Db, revision: number): Changes {
  const runs = q.selectFrom('run').select(['id', 'revision']).where('revision', '>', revision)
  const purged = q.selectFrom('purged').select(['run', 'revision']).where('revision', '>', revision)
  const changed = all(db, runs.orderBy('revision'))
  const gone = all(db, purged.orderBy('revision'))
  return {
    runs: changed.map(({ id }) => id as RunId),
    purged: gone.map(({ run }) => run as RunId),
    revision: Math.max(changed.at(-1)?.revision ?? revision, gone.at(-1)?.revision ?? revision),
  }
}

export const latestRevision = (db: Db): number =>
  first(db, q.selectNoFrom(greatestRevision.as('revision')))?.revision ?? 0

/** Between the places of two runs that are added one after the other, so that others fit in between. */
export const placeGap = 2 ** 20

export const lastPlace = sql<number>`(SELECT coalesce(max(place), 0) + ${sql.lit(placeGap)} FROM run)`

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
  Partial<
    Pick<RunTable, 'epochs' | 'reproduces' | 'parts' | 'group_id' | 'trial' | 'status' | 'origin'>
  >

/** The engine and threads that who added a run asked for. */
export const wantedOf = (db: Db, id: RunId): Pick<RunTable, 'wanted_engine' | 'wanted_threads'> =>
  first(
    db,
    q.selectFrom('run').select(['wanted_engine', 'wanted_threads']).where('id', '=', id),
  ) ?? { wanted_engine: null, wanted_threads: null }

/** Adds a run, queued unless it says otherwise, at the end of the queue, in the colour that fewest runs wear. */
export function addRun(db: Db, run: NewRun): void {
  const colour = sql<number>`(
    WITH RECURSIVE slot (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM slot WHERE n < 10)
    SELECT n FROM slot LEFT JOIN run ON run.colour = n AND run.deleted_at IS NULL
    GROUP BY n ORDER BY count(run.id), n LIMIT 1)`
  write(db, () =>
    change(
      db,
      q.insertInto('run').values({
        status: 'queued',
        ...run,
        colour,
        place: lastPlace,
        revision: nextRevision,
      }),
    ),
  )
}

/** Puts a run at the end of the queue, as long as it has that status; true when it had. */
export const requeueRun = (db: Db, id: RunId, status: RunStatus): boolean =>
  updateRun(
    db,
    id,
    {
      status: 'queued',
      reason: null,
      ended_at: null,
      archived_at: null,
      is_held: 0,
      place: lastPlace,
    },
    [status],
  )

/** Sets columns of one run, as long as the condition on its status holds; true when it did. */
export const updateRun = (
  db: Db,
  id: RunId,
  values: UpdateObject<Tables, 'run'>,
  onlyWhen: readonly RunStatus[] = [],
): boolean => updateRuns(db, [id], values, onlyWhen) > 0

/** Sets columns of those runs for which the condition on the status holds; returns how many that are. */
export function updateRuns(
  db: Db,
  ids: readonly RunId[],
  values: UpdateObject<Tables, 'run'>,
  onlyWhen: readonly RunStatus[] = [],
): number {
  const update = q
    .updateTable('run')
    .set({ ...values, revision: nextRevision })
    .where('id', 'in', among(ids))
    .$if(onlyWhen.length > 0, (query) => query.where('status', 'in', [...onlyWhen]))
  return write(db, () => change(db, update))
}

/** Seeds of all runs that have this configuration but for the seed. */
export const seedsTried = (db: Db, config: TrainConfig): readonly number[] =>
  all(
    db,
    q
      .selectFrom('run')
      .select(sql<number>`json_extract(config, '$.seed')`.as('seed'))
      .where(
        sql<boolean>`json_remove(config, '$.seed') = json_remove(${JSON.stringify(config)}, '$.seed')`,
      ),
  ).map(({ seed }) => seed)
