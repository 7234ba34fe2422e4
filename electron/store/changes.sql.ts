import { sql } from 'kysely'
import type { RunId } from '../contract/entities.ts'
import type { EpochsChange, RateChange } from '../contract/training.ts'
import { all, among, change, first, q, type Db } from './database.ts'
import type { ChangeTable } from './tables.ts'

const changesOfKind = (db: Db, run: RunId, kind: ChangeTable['kind']) =>
  all(
    db,
    q
      .selectFrom('change')
      .select(['step', 'value'])
      .where('run', '=', run)
      .where('kind', '=', kind)
      .orderBy('step'),
  )

/** The learning rates that were set on the way, in order of steps. */
export const rateChangesOf = (db: Db, run: RunId): readonly RateChange[] =>
  changesOfKind(db, run, 'rate').map(({ step, value }) => ({ step, learningRate: value }))

/** The extensions of a run, in order of steps. */
export const epochsChangesOf = (db: Db, run: RunId): readonly EpochsChange[] =>
  changesOfKind(db, run, 'epochs').map(({ step, value }) => ({ step, epochs: value }))

/** What was changed on the way of a run, each in order of steps. */
export interface RunChanges {
  readonly rateChanges: readonly RateChange[]
  readonly epochsChanges: readonly EpochsChange[]
}

/** What was changed on the way of several runs; those without a change are left out. */
export function changesOfRuns(db: Db, runs: readonly string[]): ReadonlyMap<string, RunChanges> {
  const rows = all(
    db,
    q
      .selectFrom('change')
      .select(['run', 'kind', 'step', 'value'])
      .where('run', 'in', among(runs))
      .orderBy('step'),
  )
  const byRun = Map.groupBy(rows, ({ run }) => run)
  return new Map(
    [...byRun].map(([run, changes]) => [
      run,
      {
        rateChanges: changes.flatMap(({ kind, step, value }) =>
          kind === 'rate' ? [{ step, learningRate: value }] : [],
        ),
        epochsChanges: changes.flatMap(({ kind, step, value }) =>
          kind === 'epochs' ? [{ step, epochs: value }] : [],
        ),
      },
    ]),
  )
}

/** Lets another learning rate hold from a step on; what was recorded of that step and later ones is no longer so. */
export function addRateChange(db: Db, run: RunId, { step, learningRate }: RateChange): void {
  addChange(db, { run, kind: 'rate', step, value: learningRate })
  forgetFrom(db, run, step)
}

/** Lengthens a run from a step on. A cosine stretches with it, and then what was recorded of later steps is no longer so. */
export function addEpochsChange(db: Db, run: RunId, { step, epochs }: EpochsChange): void {
  addChange(db, { run, kind: 'epochs', step, value: epochs })
  change(
    db,
    q
      .updateTable('run')
      .set({
        epochs,
        steps: sql<number>`steps / coalesce(epochs, json_extract(config, '$.epochs')) * ${epochs}`,
      })
      .where('id', '=', run),
  )
  const cosine = first(
    db,
    q
      .selectFrom('run')
      .select('id')
      .where('id', '=', run)
      .where(sql<boolean>`json_extract(config, '$.schedule') = 'cosine'`),
  )
  if (cosine) forgetFrom(db, run, step)
}

function addChange(db: Db, row: ChangeTable): void {
  change(
    db,
    q
      .deleteFrom('change')
      .where('run', '=', row.run)
      .where('kind', '=', row.kind)
      .where('step', '>=', row.step),
  )
  change(db, q.insertInto('change').values(row))
}

function forgetFrom(db: Db, run: RunId, step: number): void {
  for (const table of ['metric', 'epoch'] as const)
    change(db, q.deleteFrom(table).where('run', '=', run).where('step', '>=', step))
  const known = q.selectFrom('epoch').select('epoch').where('run', '=', run)
  change(db, q.deleteFrom('layer').where('run', '=', run).where('epoch', 'not in', known))
}

/** Gives one run all that was changed on the way of another. */
export function copyChanges(db: Db, from: RunId, to: RunId): void {
  change(
    db,
    q
      .insertInto('change')
      .columns(['run', 'kind', 'step', 'value'])
      .expression(
        q
          .selectFrom('change')
          .select([sql<string>`${to}`.as('run'), 'kind', 'step', 'value'])
          .where('run', '=', from),
      ),
  )
}
