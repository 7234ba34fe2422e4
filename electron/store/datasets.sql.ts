import { createHash } from 'node:crypto'
import { datasetParts, type Dataset, type DatasetPart } from '../contract/datasets.ts'
import { sql } from 'kysely'
import { all, change, first, q, type Db } from './database.ts'
import { storedShape } from './stored-shape.ts'
import type { DatasetTable } from './tables.ts'

/** SHA-256 of each file in hex. */
export type DatasetHashes = Readonly<Record<DatasetPart, string>>

/** One of people's own, with what its files must be. */
export interface OwnDataset {
  readonly dataset: Dataset
  readonly hashes: DatasetHashes
}

/** One hash for a whole data set. */
export const datasetSha256 = (hashes: DatasetHashes): string =>
  createHash('sha256')
    .update(datasetParts.map((part) => hashes[part]).join(''))
    .digest('hex')

function toOwnDataset(row: DatasetTable): OwnDataset {
  const { id, train, test, bytes, train_images, train_labels, test_images, test_labels } = row
  const hashes = {
    trainImages: train_images,
    trainLabels: train_labels,
    testImages: test_images,
    testLabels: test_labels,
  }
  return {
    hashes,
    dataset: {
      ...storedShape(row.shape),
      id,
      train,
      test,
      sha256: datasetSha256(hashes),
      isOwn: true,
      bytes,
      addedAt: row.added_at,
      sources: JSON.parse(row.sources) as Dataset['sources'],
    },
  }
}

/** People's own data sets, by name. */
export const ownDatasets = (db: Db): readonly OwnDataset[] =>
  all(db, q.selectFrom('dataset').selectAll().orderBy('id')).map(toOwnDataset)

export function ownDataset(db: Db, id: string): OwnDataset | undefined {
  const row = first(db, q.selectFrom('dataset').selectAll().where('id', '=', id))
  return row && toOwnDataset(row)
}

/** Adds a data set, or replaces the one of that name. */
export function keepDataset(db: Db, { dataset, hashes }: OwnDataset): void {
  const { id, train, test, bytes, sources, rows, columns, classes, mean, deviation } = dataset
  change(db, q.deleteFrom('dataset').where('id', '=', id))
  const row: DatasetTable = {
    id,
    shape: JSON.stringify({ rows, columns, classes, mean, deviation }),
    train,
    test,
    train_images: hashes.trainImages,
    train_labels: hashes.trainLabels,
    test_images: hashes.testImages,
    test_labels: hashes.testLabels,
    bytes,
    added_at: dataset.addedAt ?? 0,
    sources: JSON.stringify(sources),
  }
  change(db, q.insertInto('dataset').values(row))
}

/** False when there is none of that name. */
export const deleteDataset = (db: Db, id: string): boolean =>
  change(db, q.deleteFrom('dataset').where('id', '=', id)) > 0

/** How many runs outside the bin were made for a data set. */
export const runsMadeFor = (db: Db, id: string): number =>
  first(
    db,
    q
      .selectFrom('run')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('deleted_at', 'is', null)
      .where(sql<string>`json_extract(config, '$.dataset')`, '=', id),
  )?.count ?? 0
