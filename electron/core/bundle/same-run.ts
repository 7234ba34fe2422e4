import * as v from 'valibot'
import type { RunId } from '../../contract/entities.ts'
import { ImportedConfig } from '../../contract/train-config.ts'
import type { Epoch } from '../../contract/training.ts'
import { namesOf } from '../../formats/bundle/manifest.ts'
import type { BundleReader } from '../../formats/bundle/read-bundle.ts'
import { EpochRow } from '../../formats/bundle/record-schema.ts'
import { runsMadeAt, type StoredRun } from '../../store/bundles.sql.ts'
import { checkpointsOf } from '../../store/checkpoints.sql.ts'
import type { Db } from '../../store/database.ts'
import { epochsOf } from '../../store/training.sql.ts'
import type { CheckedRun } from './check-run.ts'

/**
 * A run here that has all that a bundle says of one, under whatever id: made at the same time with the same settings, as
 * far or farther, with the same scores and weights on the way. `others` are none.
 */
export function sameRun(
  db: Db,
  reader: BundleReader,
  checked: CheckedRun,
  others: ReadonlySet<RunId>,
): StoredRun | undefined {
  const { run } = checked
  const config = JSON.stringify(run.config)
  return runsMadeAt(db, run.createdAt)
    .filter(({ id }) => !others.has(id as RunId))
    .filter((row) => row.step >= run.step && configText(row) === config)
    .find((row) => hasEpochs(db, row.id as RunId, reader, run.id) && hasWeights(db, row, checked))
}

const configText = ({ config }: StoredRun) =>
  JSON.stringify(v.parse(ImportedConfig, JSON.parse(config)))

const resultOf = ({ epoch, step, running, train, test, validation }: Epoch) =>
  JSON.stringify([epoch, step, running, train, test, validation].map(values))

/** Numbers of a score in their order. */
const values = (part: unknown) =>
  typeof part === 'object' && part !== null ? Object.entries(part).sort() : part

function hasEpochs(db: Db, id: RunId, reader: BundleReader, bundled: RunId): boolean {
  const ours = new Set(epochsOf(db, id).map(resultOf))
  for (const epoch of reader.rows(namesOf(bundled).epochs, EpochRow))
    if (!ours.has(resultOf(epoch))) return false
  return true
}

/** Checkpoints may have been thinned out since, and more have come; those of the same step are the same. */
function hasWeights(db: Db, { id }: StoredRun, { checkpoints }: CheckedRun): boolean {
  const ours = new Map(checkpointsOf(db, id as RunId).map(({ step, sha256 }) => [step, sha256]))
  return checkpoints.every(({ step, sha256 }) => (ours.get(step) ?? sha256) === sha256)
}
