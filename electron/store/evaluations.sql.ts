import type { RunId } from '../contract/entities.ts'
import { change, first, q, write, type Db } from './database.ts'
import type { EvaluationTable } from './tables.ts'

/** Which evaluation: of the checkpoint of a step, on a set. */
export interface EvaluationKey {
  readonly run: RunId
  readonly step: number
  readonly image_set: string
}

/** An evaluation as it was read from disk. */
export const storedEvaluation = (
  db: Db,
  { run, step, image_set }: EvaluationKey,
): EvaluationTable | undefined =>
  first(
    db,
    q
      .selectFrom('evaluation')
      .selectAll()
      .where('run', '=', run)
      .where('step', '=', step)
      .where('image_set', '=', image_set),
  )

/** Keeps an evaluation instead of the one that was there; not where its checkpoint is gone or has other weights by now. */
export function keepEvaluation(db: Db, row: EvaluationTable): void {
  write(db, () => {
    const checkpoint = q
      .selectFrom('checkpoint')
      .select('step')
      .where('run', '=', row.run)
      .where('step', '=', row.step)
      .where('sha256', '=', row.weights_sha256)
    if (!first(db, checkpoint)) return
    change(db, q.replaceInto('evaluation').values(row))
  })
}
