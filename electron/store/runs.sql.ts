import { sql, type InferResult } from 'kysely'
import type { Engine, EngineKind, Run, RunFacts, RunId, RunState } from '../contract/entities.ts'
import { TrainConfig } from '../contract/train-config.ts'
import { AppError, unreachable } from '../contract/errors.ts'
import * as v from 'valibot'
import { all, change, first, q, write, type Db } from './database.ts'
import type { RunTable } from './tables.ts'

/** One more than any revision so far; makes a row new for whoever asks `runsSince`. */
export const nextRevision = sql<number>`(SELECT coalesce(max(revision), 0) + 1 FROM run)`

const selectRuns = () =>
  q
    .selectFrom('run')
    .leftJoin('epoch as last', (join) =>
      join.onRef('last.run', '=', 'run.id').onRef('last.epoch', '=', 'run.epoch'),
    )
    .leftJoin('epoch as best', (join) =>
      join
        .onRef('best.run', '=', 'run.id')
        .on(
          'best.epoch',
          '=',
          sql<number>`(SELECT epoch FROM epoch WHERE run = run.id ORDER BY test_error, epoch LIMIT 1)`,
        ),
    )
    .selectAll('run')
    .select([
      'last.train_loss as last_train_loss',
      'last.train_error as last_train_error',
      'last.test_loss as last_test_loss',
      'last.test_error as last_test_error',
      'best.epoch as best_epoch',
      'best.test_loss as best_test_loss',
      'best.test_error as best_test_error',
    ])
    .select((eb) => [
      eb
        .selectFrom('checkpoint')
        .select('sha256')
        .whereRef('checkpoint.run', '=', 'run.id')
        .orderBy('step', 'desc')
        .limit(1)
        .as('weights_sha256'),
      eb
        .selectFrom('checkpoint')
        .select(sql<number>`coalesce(sum(bytes), 0)`.as('bytes'))
        .whereRef('checkpoint.run', '=', 'run.id')
        .as('bytes'),
    ])

type RunRow = InferResult<ReturnType<typeof selectRuns>>[number]

function stateOf(row: RunRow): RunState {
  const reason = row.reason ?? ''
  switch (row.status) {
    case 'queued':
    case 'completed':
    case 'stopped':
      return { status: row.status }
    case 'running':
      return {
        status: row.status,
        imagesPerSecond: row.images_per_second,
        secondsLeft: row.seconds_left,
      }
    case 'interrupted':
    case 'failed':
    case 'diverged':
      return { status: row.status, reason }
    default:
      return unreachable(row.status)
  }
}

const engineOf = (row: RunRow): Engine | null =>
  row.engine === null
    ? null
    : {
        kind: row.engine as EngineKind,
        version: row.engine_version ?? '',
        threads: row.threads ?? 1,
      }

/** The epoch under way while running, the last one begun otherwise; 0 before the first step. */
function epochOfStep(row: RunRow, epochs: number): number {
  const perEpoch = row.steps / epochs
  const begun = row.status === 'running' ? Math.floor(row.step / perEpoch) + 1 : row.step / perEpoch
  return Math.min(epochs, Math.ceil(begun))
}

const finalOf = (row: RunRow): RunFacts['final'] =>
  row.last_train_error === null || row.last_test_error === null
    ? null
    : {
        train: { loss: row.last_train_loss, error: row.last_train_error },
        test: { loss: row.last_test_loss, error: row.last_test_error },
      }

const bestOf = (row: RunRow): RunFacts['best'] =>
  row.best_epoch === null || row.best_test_error === null
    ? null
    : { epoch: row.best_epoch, test: { loss: row.best_test_loss, error: row.best_test_error } }

function toRun(row: RunRow): Run {
  const config = v.parse(TrainConfig, JSON.parse(row.config))
  return {
    id: row.id as RunId,
    name: row.name,
    note: row.note,
    colour: row.colour,
    config,
    seed: config.seed,
    dataset: { id: config.dataset, sha256: row.dataset_sha256 },
    engine: engineOf(row),
    createdAt: row.created_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    deletedAt: row.deleted_at,
    progress: {
      epoch: epochOfStep(row, config.epochs),
      epochs: config.epochs,
      step: row.step,
      steps: row.steps,
    },
    seconds: row.seconds,
    final: finalOf(row),
    best: bestOf(row),
    weightsSha256: row.weights_sha256,
    bytes: row.bytes ?? 0,
    ...stateOf(row),
  }
}

/** Newest first; `search` matches name and note, whatever the case. */
export function listRuns(
  db: Db,
  { search, deleted }: { readonly search: string; readonly deleted: boolean },
): Run[] {
  const words = `%${search.trim().replace(/[\\%_]/g, '\\$&')}%`
  const query = selectRuns()
    .where('run.deleted_at', deleted ? 'is not' : 'is', null)
    .where(sql<boolean>`run.name || ' ' || run.note LIKE ${words} ESCAPE '\\'`)
    .orderBy('run.created_at', 'desc')
    .orderBy('run.place', 'desc')
  return all(db, query).map(toRun)
}

export function runById(db: Db, id: RunId): Run {
  const row = first(db, selectRuns().where('run.id', '=', id))
  if (!row) throw new AppError('not-found', `No run has the id ${id}`)
  return toRun(row)
}

/** Runs outside the bin whose id begins with `text`, or whose name is `text`; newest first. */
export const runsCalled = (db: Db, text: string): Run[] =>
  all(
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
  ).map(toRun)

export function newestRun(db: Db): Run | undefined {
  const row = first(
    db,
    selectRuns()
      .where('run.deleted_at', 'is', null)
      .orderBy('run.created_at', 'desc')
      .orderBy('run.place', 'desc')
      .limit(1),
  )
  return row && toRun(row)
}

/** Runs that changed after that revision, and the revision to ask with next time. */
export function runsSince(db: Db, revision: number): { runs: Run[]; revision: number } {
  const rows = all(
    db,
    selectRuns().where('run.revision', '>', revision).orderBy('run.revision').limit(1000),
  )
  return { runs: rows.map(toRun), revision: rows.at(-1)?.revision ?? revision }
}

export const latestRevision = (db: Db): number =>
  first(
    db,
    q.selectFrom('run').select((eb) => eb.fn.max('revision').as('revision')),
  )?.revision ?? 0

export type NewRun = Pick<
  RunTable,
  'id' | 'name' | 'note' | 'config' | 'steps' | 'created_at' | 'wanted_engine' | 'wanted_threads'
>

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
        place: sql<number>`(SELECT coalesce(max(place), 0) + 1 FROM run)`,
        revision: nextRevision,
      }),
    ),
  )
}

/** Sets columns of one run, as long as the condition on its status holds; true when it did. */
export function updateRun(
  db: Db,
  id: RunId,
  values: Partial<
    Omit<RunTable, 'id' | 'revision' | 'stop_requested' | 'step' | 'epoch' | 'seconds'>
  > & {
    readonly stop_requested?: number
  },
  onlyWhen: readonly RunTable['status'][] = [],
): boolean {
  const update = q
    .updateTable('run')
    .set({ ...values, revision: nextRevision })
    .where('id', '=', id)
    .$if(onlyWhen.length > 0, (query) => query.where('status', 'in', [...onlyWhen]))
  return write(db, () => change(db, update)) > 0
}
