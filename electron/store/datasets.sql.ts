import { createHash } from 'node:crypto'
import { datasetParts, type Dataset, type DatasetPart } from '../contract/datasets.ts'
import { all, first, q, type Db } from './database.ts'
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
