import type { Checkpoint, Epoch, MetricPoint, RunId, RunMetrics } from '../contract/entities.ts'
import { all, change, first, q, type Db } from './database.ts'

/** Adds points; one that is there already (same run and step) stays as it is. */
export function addPoints(db: Db, run: RunId, points: readonly MetricPoint[]): void {
  const insert = db.prepare(
    'INSERT INTO metric (run, step, loss, wrong, images, seconds) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  )
  for (const point of points)
    insert.run(
      run,
      point.step,
      point.loss,
      Math.round(point.error * point.images),
      point.images,
      point.seconds,
    )
}

/** The points of each run after a step, in order of steps. */
export const metricsOf = (
  db: Db,
  runs: readonly RunId[],
  afterStep: number,
): readonly RunMetrics[] =>
  runs.map((id) => ({
    id,
    points: all(
      db,
      q
        .selectFrom('metric')
        .select(['step', 'loss', 'wrong', 'images', 'seconds'])
        .where('run', '=', id)
        .where('step', '>', afterStep)
        .orderBy('step'),
    ).map(({ step, loss, wrong, images, seconds }) => ({
      step,
      loss,
      error: wrong / images,
      images,
      seconds,
    })),
  }))

export function addEpoch(db: Db, run: RunId, epoch: Epoch): void {
  change(
    db,
    q
      .insertInto('epoch')
      .values({
        run,
        epoch: epoch.epoch,
        step: epoch.step,
        seconds: epoch.seconds,
        images_per_second: epoch.imagesPerSecond,
        running_loss: epoch.running.loss,
        running_error: epoch.running.error,
        train_loss: epoch.train.loss,
        train_error: epoch.train.error,
        test_loss: epoch.test.loss,
        test_error: epoch.test.error,
      })
      .onConflict((conflict) => conflict.doNothing()),
  )
}

/** The finished epochs of a run, in order. */
export const epochsOf = (db: Db, run: RunId): readonly Epoch[] =>
  all(db, q.selectFrom('epoch').selectAll().where('run', '=', run).orderBy('epoch')).map((row) => ({
    epoch: row.epoch,
    step: row.step,
    seconds: row.seconds,
    imagesPerSecond: row.images_per_second,
    running: { loss: row.running_loss, error: row.running_error },
    train: { loss: row.train_loss, error: row.train_error },
    test: { loss: row.test_loss, error: row.test_error },
  }))

export type StoredCheckpoint = Checkpoint & { readonly weights: Uint8Array }

export function addCheckpoint(db: Db, run: RunId, checkpoint: StoredCheckpoint): void {
  change(
    db,
    q
      .insertInto('checkpoint')
      .values({ run, ...checkpoint })
      .onConflict((conflict) => conflict.doNothing()),
  )
}

/** What checkpoints a run has, without their weights, in order of steps. */
export const checkpointsOf = (db: Db, run: RunId): readonly Checkpoint[] =>
  all(
    db,
    q
      .selectFrom('checkpoint')
      .select(['epoch', 'step', 'sha256', 'bytes'])
      .where('run', '=', run)
      .orderBy('step'),
  )

/** The last checkpoint of a run, or the last one of an epoch, with its weights as they were read from disk. */
export const storedCheckpoint = (
  db: Db,
  run: RunId,
  epoch: number | undefined,
): StoredCheckpoint | undefined =>
  first(
    db,
    q
      .selectFrom('checkpoint')
      .select(['epoch', 'step', 'sha256', 'bytes', 'weights'])
      .where('run', '=', run)
      .$if(epoch !== undefined, (query) => query.where('epoch', '=', epoch ?? 0))
      .orderBy('step', 'desc')
      .limit(1),
  )

/** The step of the last checkpoint of a run, or of an epoch of it; undefined when there is none. */
export const checkpointStep = (db: Db, run: RunId, epoch: number | undefined): number | undefined =>
  first(
    db,
    q
      .selectFrom('checkpoint')
      .select('step')
      .where('run', '=', run)
      .$if(epoch !== undefined, (query) => query.where('epoch', '=', epoch ?? 0))
      .orderBy('step', 'desc')
      .limit(1),
  )?.step
