import type { RunId, RunMetrics } from '../contract/entities.ts'
import type { Epoch, MetricPoint } from '../contract/training.ts'
import { all, change, first, q, type Db } from './database.ts'
import type { MetricTable } from './tables.ts'

/** Adds points; one that is there already (same run and step), as after a resume, is written again. */
export function addPoints(db: Db, run: RunId, points: readonly MetricPoint[]): void {
  const insert = db.prepare(
    'INSERT OR REPLACE INTO metric (run, step, loss, wrong, images, seconds) VALUES (?, ?, ?, ?, ?, ?)',
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
    ).map(pointOf),
  }))

/** A point as it was measured. */
export const pointOf = ({
  step,
  loss,
  wrong,
  images,
  seconds,
}: Omit<MetricTable, 'run'>): MetricPoint => ({
  step,
  loss,
  error: wrong / images,
  images,
  seconds,
})

/** Adds an epoch; one that is there already, as after a resume, is written again. */
export function addEpoch(db: Db, run: RunId, epoch: Epoch): void {
  change(
    db,
    q.replaceInto('epoch').values({
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
      validation_loss: epoch.validation?.loss ?? null,
      validation_error: epoch.validation?.error ?? null,
    }),
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
    validation:
      row.validation_error === null
        ? null
        : { loss: row.validation_loss, error: row.validation_error },
  }))

/** The epochs whose weights are worth most: of the best test and of the best validation error, and the one kept as the end. */
export function preciousEpochs(db: Db, run: RunId): readonly number[] {
  const best = (error: 'test_error' | 'validation_error') =>
    first(
      db,
      q
        .selectFrom('epoch')
        .select('epoch')
        .where('run', '=', run)
        .where(error, 'is not', null)
        .orderBy(error)
        .orderBy('epoch')
        .limit(1),
    )?.epoch
  const kept = first(db, q.selectFrom('run').select('kept_epoch').where('id', '=', run))?.kept_epoch
  return [best('test_error'), best('validation_error'), kept].filter(
    (epoch) => typeof epoch === 'number',
  )
}
