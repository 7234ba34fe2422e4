import { sql } from 'kysely'
import type { RunId } from '../contract/entities.ts'
import type { LayerReport, MetricPoint } from '../contract/training.ts'
import { all, first, q, type Db } from './database.ts'
import type { MetricTable } from './tables.ts'

/**
 * Points of a run in order of steps; of many about `most`, evenly chosen, the first and the last among them. Each is
 * looked up by its step, so that it takes no longer for a run of millions.
 */
export function somePointsOf(db: Db, run: RunId, most: number): readonly MetricPoint[] {
  const ofRun = q.selectFrom('metric').select('step').where('run', '=', run).limit(1)
  const from = first(db, ofRun.orderBy('step'))?.step ?? 0
  const to = first(db, ofRun.orderBy('step', 'desc'))?.step ?? 0
  const next = db.prepare<[RunId, number], Omit<MetricTable, 'run'>>(
    'SELECT step, loss, wrong, images, seconds FROM metric WHERE run = ? AND step >= ? ORDER BY step LIMIT 1',
  )
  const points: MetricPoint[] = []
  for (let index = 0; index <= most; index++) {
    const row = next.get(run, Math.ceil(from + ((to - from) * index) / most))
    if (!row || row.step <= (points.at(-1)?.step ?? 0)) continue
    const { step, loss, wrong, images, seconds } = row
    points.push({ step, loss, error: wrong / images, images, seconds })
  }
  return points
}

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
