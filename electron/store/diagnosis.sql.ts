import { sql } from 'kysely'
import type { RunId } from '../contract/entities.ts'
import type { LayerReport, MetricPoint } from '../contract/training.ts'
import { all, q, type Db } from './database.ts'

/**
 * Points of a run in order of steps; of many about `most`, evenly chosen, the first and the last among them. Each is
 * looked up by its step, so that it takes no longer for a run of millions.
 */
export const somePointsOf = (db: Db, run: RunId, most: number): readonly MetricPoint[] =>
  all(
    db,
    q
      .withRecursive('place(number)', (eb) =>
        eb.selectNoFrom(sql<number>`0`.as('number')).unionAll(
          eb
            .selectFrom('place')
            .select(sql<number>`number + 1`.as('number'))
            .where('number', '<', most),
        ),
      )
      .with('ends', (eb) =>
        eb.selectNoFrom([
          sql<number>`(SELECT min(step) FROM metric WHERE run = ${run})`.as('first'),
          sql<number>`(SELECT max(step) FROM metric WHERE run = ${run})`.as('last'),
        ]),
      )
      .with('chosen', (eb) =>
        eb
          .selectFrom(['place', 'ends'])
          .distinct()
          .select(
            sql<number>`(SELECT min(step) FROM metric
              WHERE run = ${run} AND step >= first + (last - first) * number / ${most})`.as('step'),
          ),
      )
      .selectFrom('chosen')
      .innerJoin('metric', 'metric.step', 'chosen.step')
      .select(['metric.step', 'loss', 'wrong', 'images', 'seconds'])
      .where('run', '=', run)
      .orderBy('metric.step'),
  ).map(({ step, loss, wrong, images, seconds }) => ({
    step,
    loss,
    error: wrong / images,
    images,
    seconds,
  }))

/** What the reports of the layers say of their units, after the last epoch that has reports. */
export const lastUnitsOf = (
  db: Db,
  run: RunId,
): readonly Pick<LayerReport, 'layer' | 'units' | 'dead' | 'saturated'>[] =>
  all(
    db,
    q
      .selectFrom('layer')
      .select([
        'layer',
        sql<number>`report ->> 'units'`.as('units'),
        sql<number | null>`report ->> 'dead'`.as('dead'),
        sql<number | null>`report ->> 'saturated'`.as('saturated'),
      ])
      .where('run', '=', run)
      .where('epoch', '=', (eb) =>
        eb
          .selectFrom('layer')
          .select((of) => of.fn.max('epoch').as('epoch'))
          .where('run', '=', run),
      )
      .orderBy('layer'),
  )
