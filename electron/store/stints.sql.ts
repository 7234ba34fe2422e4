import { sql } from 'kysely'
import type { RunId } from '../contract/entities.ts'
import type { Engine, Stint } from '../contract/training.ts'
import { all, change, q, type Db } from './database.ts'

/** Adds a start of training to those of its run. */
export function addStint(db: Db, run: RunId, { startedAt, fromStep, ...rest }: Stint): void {
  change(
    db,
    q.insertInto('stint').values({
      run,
      number: sql<number>`(SELECT coalesce(max(number), 0) + 1 FROM stint WHERE run = ${run})`,
      started_at: startedAt,
      from_step: fromStep,
      environment: JSON.stringify(rest),
    }),
  )
}

/** Says what the last start of a run trains on, which is known a moment later. */
export function setStintEngine(db: Db, run: RunId, engine: Engine): void {
  change(
    db,
    q
      .updateTable('stint')
      .set({
        environment: sql<string>`json_set(environment, '$.engine', json(${JSON.stringify(engine)}))`,
      })
      .where('run', '=', run)
      .where('number', '=', sql<number>`(SELECT max(number) FROM stint WHERE run = ${run})`),
  )
}

/** The starts of training of a run, in order. */
export const stintsOf = (db: Db, run: RunId): readonly Stint[] =>
  all(
    db,
    q
      .selectFrom('stint')
      .select(['started_at', 'from_step', 'environment'])
      .where('run', '=', run)
      .orderBy('number'),
  ).map(({ started_at, from_step, environment }) => ({
    startedAt: started_at,
    fromStep: from_step,
    ...inParts(JSON.parse(environment) as Omit<Stint, 'startedAt' | 'fromStep'>),
  }))

/** An engine that was written before networks were split says nothing of parts. */
const inParts = <S extends Pick<Stint, 'engine'>>(stint: S): S => ({
  ...stint,
  engine: stint.engine && {
    ...stint.engine,
    parts: (stint.engine as Partial<Engine>).parts ?? 1,
  },
})
