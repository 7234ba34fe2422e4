import { sql } from 'kysely'
import type { RunId, RunMetrics } from '../contract/entities.ts'
import { all, first, q, type Db } from './database.ts'
import { pointOf } from './training.sql.ts'

export interface Thinning {
  readonly afterStep: number
  /** Of points a run. */
  readonly most: number
}

const points = (run: RunId, afterStep: number) =>
  q.selectFrom('metric').where('run', '=', run).where('step', '>', afterStep)

/** A loss that is not finite is the greatest. */
const height = sql`coalesce(loss, 9e999)`

/**
 * The steps to keep of those from `least` to `greatest`: both, and of each stretch of `width` steps that of the least
 * and that of the greatest loss, the earlier of equals. Each stretch is found by key, so nothing is sorted or kept in memory.
 */
function keptSteps(run: RunId, { least, greatest }: Range, most: number) {
  // Two are kept of each stretch, beside the first and the last of all.
  const stretches = Math.max(1, Math.floor((most - 2) / 2))
  const width = Math.ceil((greatest - least + 1) / stretches)
  const inStretch = sql`SELECT step FROM metric WHERE run = ${run}
    AND step BETWEEN ${sql.lit(least)} + n * ${sql.lit(width)} AND ${sql.lit(least)} + (n + 1) * ${sql.lit(width)} - 1`
  const lowest = sql`(${inStretch} ORDER BY ${height}, step LIMIT 1)`
  const highest = sql`(${inStretch} ORDER BY ${height} DESC, step LIMIT 1)`
  return sql<number>`(
    WITH RECURSIVE stretch (n) AS (
      SELECT 0 UNION ALL SELECT n + 1 FROM stretch WHERE n + 1 < ${sql.lit(stretches)})
    SELECT ${lowest} FROM stretch UNION SELECT ${highest} FROM stretch
    UNION VALUES (${sql.lit(least)}), (${sql.lit(greatest)}))`
}

interface Range {
  readonly least: number
  readonly greatest: number
}

/** The steps of the first and the last point, where there are more than `most`. */
function rangeOfMany(db: Db, run: RunId, { afterStep, most }: Thinning): Range | undefined {
  const beyond = points(run, afterStep).select('step').orderBy('step').offset(most).limit(1)
  if (first(db, beyond) === undefined) return undefined
  const ends = points(run, afterStep).select((eb) => [
    eb.fn.min<number>('step').as('least'),
    eb.fn.max<number>('step').as('greatest'),
  ])
  return first(db, ends)
}

/**
 * The points of each run after a step, in order of steps. Where there are more than `most`, the first, the last and,
 * of each of equal ranges of steps, those of the least and the greatest loss.
 */
export const thinnedPoints = (
  db: Db,
  runs: readonly RunId[],
  thinning: Thinning,
): readonly RunMetrics[] =>
  runs.map((id) => {
    const range = rangeOfMany(db, id, thinning)
    const query = points(id, thinning.afterStep)
      .select(['step', 'loss', 'wrong', 'images', 'seconds'])
      .$if(range !== undefined, (many) =>
        many.where('step', 'in', keptSteps(id, range ?? { least: 0, greatest: 0 }, thinning.most)),
      )
      .orderBy('step')
    return { id, points: all(db, query).map(pointOf) }
  })
