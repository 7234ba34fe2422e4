import { sql, type InferResult } from 'kysely'
import type { Run, RunFacts, RunId, RunState } from '../contract/entities.ts'
import type { GroupId } from '../contract/groups.ts'
import type { Engine, EngineKind } from '../contract/training.ts'
import { ImportedConfig, TrainConfig } from '../contract/train-config.ts'
import { unreachable } from '../contract/errors.ts'
import * as v from 'valibot'
import { changesOfRuns, type RunChanges } from './changes.sql.ts'
import { all, q, type Db } from './database.ts'
import { storedOrigin } from './origins.sql.ts'
import { storedShape } from './stored-shape.ts'

/** What an imported run was found to do on its test set. */
const evaluated = (column: 'loss' | 'error') =>
  sql<number | null>`CASE WHEN run.origin IS NOT NULL THEN (
    SELECT ${sql.ref(column)} FROM evaluation
    WHERE evaluation.run = run.id AND step = 0 AND image_set = 'test') END`

/** Each run with the epochs that it is shown by and what is kept of it. */
export const selectRuns = () =>
  q
    .selectFrom('run')
    .leftJoin('epoch as last', (join) =>
      join
        .onRef('last.run', '=', 'run.id')
        .on('last.epoch', '=', sql<number>`coalesce(run.kept_epoch, run.epoch)`),
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
    .leftJoin('run_group', 'run_group.id', 'run.group_id')
    .selectAll('run')
    .select([
      'run_group.kind as group_kind',
      'run_group.name as group_name',
      'last.train_loss as last_train_loss',
      'last.train_error as last_train_error',
      'last.test_loss as last_test_loss',
      'last.test_error as last_test_error',
      'best.epoch as best_epoch',
      'best.test_loss as best_test_loss',
      'best.test_error as best_test_error',
      evaluated('loss').as('evaluated_loss'),
      evaluated('error').as('evaluated_error'),
    ])
    .select((eb) => [
      eb
        .selectFrom('checkpoint')
        .select('sha256')
        .whereRef('checkpoint.run', '=', 'run.id')
        .where('checkpoint.epoch', '=', sql<number>`coalesce(run.kept_epoch, checkpoint.epoch)`)
        .orderBy('step', 'desc')
        .limit(1)
        .as('weights_sha256'),
      eb
        .selectFrom('checkpoint')
        .select(sql<number>`coalesce(sum(bytes), 0)`.as('bytes'))
        .whereRef('checkpoint.run', '=', 'run.id')
        .as('checkpoint_bytes'),
      eb
        .selectFrom('resume_point')
        .select(sql<number>`length(slots)`.as('bytes'))
        .whereRef('resume_point.run', '=', 'run.id')
        .as('slot_bytes'),
    ])

type RunRow = InferResult<ReturnType<typeof selectRuns>>[number]

function stateOf(row: RunRow): RunState {
  const reason = row.reason ?? ''
  switch (row.status) {
    case 'queued':
      return { status: row.status, isHeld: row.is_held === 1 }
    case 'paused':
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
        parts: row.parts ?? 1,
      }

/** The epoch under way while running, the last one begun otherwise; 0 before the first step. */
function epochOfStep(row: RunRow, epochs: number): number {
  const perEpoch = row.steps / epochs
  const begun = row.status === 'running' ? Math.floor(row.step / perEpoch) + 1 : row.step / perEpoch
  return Math.min(epochs, Math.ceil(begun))
}

function progressOf(row: RunRow, planned: number): RunFacts['progress'] {
  if (row.origin !== null) return { epoch: 0, epochs: 0, step: 0, steps: 0 }
  const epochs = row.epochs_requested ?? planned
  return {
    epoch: epochOfStep(row, planned),
    epochs,
    step: row.step,
    steps: (row.steps / planned) * epochs,
  }
}

const finalOf = (row: RunRow): RunFacts['final'] =>
  row.last_train_error === null || row.last_test_error === null
    ? null
    : {
        train: { loss: row.last_train_loss, error: row.last_train_error },
        test: { loss: row.last_test_loss, error: row.last_test_error },
      }

const bestOf = (row: RunRow): RunFacts['best'] => {
  if (row.origin !== null && row.evaluated_error !== null)
    return { epoch: 0, test: { loss: row.evaluated_loss, error: row.evaluated_error } }
  return row.best_epoch === null || row.best_test_error === null
    ? null
    : { epoch: row.best_epoch, test: { loss: row.best_test_loss, error: row.best_test_error } }
}

/** From the resume point, or from the beginning where no checkpoint was made yet. */
const canResume = (row: RunRow) =>
  row.status !== 'diverged' && (row.slot_bytes !== null || row.checkpoint_bytes === 0)

const groupOf = (row: RunRow): RunFacts['group'] =>
  row.group_id === null || row.group_kind === null
    ? null
    : {
        id: row.group_id as GroupId,
        kind: row.group_kind,
        name: row.group_name ?? '',
        trial: row.trial ?? 1,
      }

const unchanged: RunChanges = { rateChanges: [], epochsChanges: [] }

function toRun(row: RunRow, changes: RunChanges): Run {
  const origin = storedOrigin(row.origin)
  const schema = origin.kind === 'imported' ? ImportedConfig : TrainConfig
  const config = v.parse(schema, JSON.parse(row.config))
  return {
    id: row.id as RunId,
    name: row.name,
    note: row.note,
    colour: row.colour,
    tags: JSON.parse(row.tags) as string[],
    isPinned: row.is_pinned === 1,
    origin,
    config,
    seed: config.seed,
    dataset: { ...storedShape(row.shape), id: config.dataset, sha256: row.dataset_sha256 },
    engine: engineOf(row),
    createdAt: row.created_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    archivedAt: row.archived_at,
    deletedAt: row.deleted_at,
    progress: progressOf(row, row.epochs ?? config.epochs),
    seconds: row.seconds,
    final: finalOf(row),
    best: bestOf(row),
    handwriting:
      row.handwriting_wrong === null || row.handwriting_images === null
        ? null
        : {
            error: row.handwriting_wrong / row.handwriting_images,
            images: row.handwriting_images,
          },
    weightsSha256: row.weights_sha256,
    bytes: (row.checkpoint_bytes ?? 0) + (row.slot_bytes ?? 0),
    reproduces: row.reproduces as RunId | null,
    group: groupOf(row),
    ...changes,
    place: row.place,
    canResume: canResume(row),
    ...stateOf(row),
  }
}

/** The runs of a query, in its order. */
export function runsOf(db: Db, query: ReturnType<typeof selectRuns>): Run[] {
  const rows = all(db, query)
  const changes = changesOfRuns(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => toRun(row, changes.get(row.id) ?? unchanged))
}
