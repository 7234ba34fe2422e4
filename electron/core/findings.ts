import type { Run } from '../contract/entities.ts'
import type { Epoch, Finding } from '../contract/training.ts'
import type { Db } from '../store/database.ts'
import { lastUnitsOf, somePointsOf } from '../store/diagnosis.sql.ts'
import { divide } from '../train/dataset.ts'
import { knownDatasets } from './datasets.ts'
import { diagnose } from './diagnosis/diagnose.ts'
import type { Evidence } from './diagnosis/evidence.ts'

/** Points to look at: all of the reference run, and as cheap to read for a run of millions. */
const mostPoints = 150

/** A data set of which nothing is known any more counts as one without images, of which nothing is certain. */
function imagesFor(db: Db, { config, dataset }: Run): Evidence['images'] {
  const known = knownDatasets(db).find(({ id }) => id === dataset.id)
  if (!known) return { validation: 0, test: 0 }
  return { validation: divide(config, known.train).validation, test: known.test }
}

/** What a person should know of a run by now, problems first. */
export const findingsOf = (db: Db, run: Run, epochs: readonly Epoch[]): readonly Finding[] =>
  diagnose({
    run,
    epochs,
    points: somePointsOf(db, run.id, mostPoints),
    layers: lastUnitsOf(db, run.id),
    images: imagesFor(db, run),
  })
