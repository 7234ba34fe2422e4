import { sql } from 'kysely'
import * as v from 'valibot'
import { importFormats, type Origin } from '../contract/imports.ts'
import type { RunId } from '../contract/entities.ts'
import { change, first, q, type Db } from './database.ts'

type Imported = Extract<Origin, { kind: 'imported' }>

const StoredOrigin = v.strictObject({
  kind: v.literal('imported'),
  format: v.picklist(importFormats),
  fileName: v.string(),
  sha256: v.string(),
  assumed: v.array(v.string()),
}) satisfies v.GenericSchema<Imported>

/** Where a run comes from, by its column. */
export const storedOrigin = (json: string | null): Origin =>
  json === null ? { kind: 'trained' } : v.parse(StoredOrigin, JSON.parse(json))

/** The newest run outside the bin that was made of a file with this hash. */
export const runOfFile = (db: Db, sha256: string): RunId | undefined =>
  first(
    db,
    q
      .selectFrom('run')
      .select('id')
      .where(sql<boolean>`json_extract(origin, '$.sha256') = ${sha256}`)
      .where('deleted_at', 'is', null)
      .orderBy('created_at', 'desc')
      .limit(1),
  )?.id as RunId | undefined

/** The weights that an imported run begins and ends with: those of epoch 0. */
export function addImportedWeights(
  db: Db,
  run: RunId,
  { weights, sha256 }: { readonly weights: Uint8Array; readonly sha256: string },
): void {
  const bytes = weights.byteLength
  change(db, q.insertInto('checkpoint').values({ run, epoch: 0, step: 0, sha256, weights, bytes }))
}
