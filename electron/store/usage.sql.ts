import { sql } from 'kysely'
import type { RunId } from '../contract/entities.ts'
import type { UsagePoint } from '../contract/training.ts'
import { all, change, first, q, type Db } from './database.ts'

/** Adds what the trainer of a run used; one of the same time is written again. */
export function addUsage(db: Db, run: RunId, usage: UsagePoint): void {
  change(db, q.replaceInto('usage').values({ run, ...usage }))
}

/** Until when it is known what trainers of a run used; 0 when it is not. */
export const usageKnownUntil = (db: Db, run: RunId): number =>
  first(
    db,
    q
      .selectFrom('usage')
      .select((eb) => eb.fn.max('seconds').as('seconds'))
      .where('run', '=', run),
  )?.seconds ?? 0

/** What trainers of a run used, in order of time; of more than `most` points as many, evenly chosen, the last among them. */
export const usageOf = (db: Db, run: RunId, most: number): readonly UsagePoint[] =>
  all(
    db,
    q
      .selectFrom((eb) =>
        eb
          .selectFrom('usage')
          .select(['seconds', 'cpu', 'memory'])
          .select([
            sql<number>`row_number() OVER (ORDER BY seconds)`.as('number'),
            sql<number>`count(*) OVER ()`.as('total'),
          ])
          .where('run', '=', run)
          .as('numbered'),
      )
      .select(['seconds', 'cpu', 'memory'])
      // Whole numbers: a point is chosen where its share of `most` comes to the next one.
      .where(
        sql<boolean>`total <= ${sql.lit(most)}
          OR number * ${sql.lit(most)} / total > (number - 1) * ${sql.lit(most)} / total`,
      )
      .orderBy('seconds'),
  )
