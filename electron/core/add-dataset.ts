import { join } from 'node:path'
import { type DataShape, type Dataset, noDataset } from '../contract/datasets.ts'
import { AppError } from '../contract/errors.ts'
import { isMixed } from '../contract/handwriting.ts'
import type { ReadingOf } from '../formats/labelled-image.ts'
import { sortedNaturally } from '../formats/natural-order.ts'
import { write, type Db } from '../store/database.ts'
import {
  datasetSha256,
  keepDataset,
  ownDataset,
  type DatasetHashes,
  type OwnDataset,
} from '../store/datasets.sql.ts'
import { brightness, writeImages, writeLabels, type OrderedImages } from './dataset-files.ts'
import { datasetFolder, moveIn, setAside, syncFolder, temporaryFolder } from './dataset-folder.ts'
import { readingOf, type DatasetSource, type Reading } from './dataset-source.ts'
import { fileNames, type Datasets } from './datasets.ts'
import { spoolImages, type SpooledImages } from './image-spool.ts'
import type { MixedSource } from './mixed-images.ts'
import { mnist } from './mnist.ts'
import { removeFolder } from './partial.ts'
import { shuffled, split } from './split.ts'

export interface NewDataset {
  readonly id: string
  readonly source: DatasetSource | MixedSource
}

/** How far it is, 0 to 1. */
export type TellProgress = (share: number) => void

interface Making {
  readonly folder: string
  readonly signal: AbortSignal
  readonly progress: TellProgress
}

interface Ordered {
  readonly train: OrderedImages
  readonly test: OrderedImages
}

/** Reading takes most of the time; the rest is for writing. */
const readingShare = 0.9

type Sources = Dataset['sources'][number][]

/** Reads both sets, each with its part of the progress; `sources` gets what was read. */
async function spoolBoth(reading: Reading, making: Making, sources: Sources) {
  const { folder, signal, progress } = making
  const tell = (from: number, to: number): ReadingOf => ({
    progress: (share) => {
      progress((from + (to - from) * share) * readingShare)
    },
    source: (source) => {
      sources.push(source)
    },
  })
  const { train, test, classes } = reading
  const isDivided = typeof test !== 'number'
  const trainImages = await spoolImages(
    train(tell(0, isDivided ? 0.8 : 1)),
    join(folder, 'train'),
    { size: null, classes },
    signal,
  )
  const known = classes ?? sortedNaturally(trainImages.names)
  if (!isDivided) return { train: trainImages, test, classes: known }
  const expected = { size: trainImages, classes: known }
  const testImages = await spoolImages(test(tell(0.8, 1)), join(folder, 'test'), expected, signal)
  return { train: trainImages, test: testImages, classes: known }
}

function ordered(train: SpooledImages, test: SpooledImages | number, isOrdered: boolean): Ordered {
  if (typeof test === 'number') {
    const parts = split(train.labels, test)
    return {
      train: { images: train, order: parts.train },
      test: { images: train, order: parts.test },
    }
  }
  const orderOf = ({ labels }: SpooledImages) =>
    isOrdered ? Uint32Array.from(labels.keys()) : shuffled(labels.length)
  return {
    train: { images: train, order: orderOf(train) },
    test: { images: test, order: orderOf(test) },
  }
}

function refuseUseless(
  { train, test }: Ordered,
  { classes, deviation }: Pick<DataShape, 'classes' | 'deviation'>,
): void {
  const refuse = (field: string, expected: string, found: string) => {
    throw new AppError('unreadable', `${field} must be ${expected}, found ${found}`)
  }
  if (classes.length < 2) refuse('The number of classes', 'at least 2', String(classes.length))
  if (train.order.length === 0) refuse('The number of training images', 'at least 1', '0')
  if (test.order.length === 0) refuse('The number of test images', 'at least 1', '0')
  if (deviation === 0) refuse('The deviation of the training pixels', 'above 0.00005', 'less')
}

/** Writes the four files of a data set into a folder, where its spools lie. */
async function writeFiles(sets: Ordered, classes: readonly string[], { folder, signal }: Making) {
  const at = (part: keyof typeof fileNames) => join(folder, fileNames[part])
  const files = {
    trainImages: await writeImages(at('trainImages'), sets.train, signal),
    trainLabels: await writeLabels(at('trainLabels'), sets.train, classes),
    testImages: await writeImages(at('testImages'), sets.test, signal),
    testLabels: await writeLabels(at('testLabels'), sets.test, classes),
  }
  const hashes: DatasetHashes = {
    trainImages: files.trainImages.sha256,
    trainLabels: files.trainLabels.sha256,
    testImages: files.testImages.sha256,
    testLabels: files.testLabels.sha256,
  }
  const bytes = Object.values(files).reduce((sum, file) => sum + file.bytes, 0)
  return { hashes, bytes, ...brightness(files.trainImages.values) }
}

/** Makes the files of a data set in a folder of its own; returns what is to be kept of it. */
async function make({ id, source }: NewDataset, making: Making): Promise<OwnDataset> {
  const reading = await readingOf(source)
  const sources: Sources = []
  const { train, test, classes } = await spoolBoth(reading, making, sources)
  const sets = ordered(train, test, reading.isOrdered)
  const { hashes, bytes, mean, deviation } = await writeFiles(sets, classes, making)
  refuseUseless(sets, { classes, deviation })
  for (const { file } of new Set([sets.train.images, sets.test.images])) removeFolder(file)
  syncFolder(making.folder)
  making.progress(1)
  const { rows, columns } = train
  return {
    hashes,
    dataset: {
      id,
      rows,
      columns,
      classes,
      mean,
      deviation,
      train: sets.train.order.length,
      test: sets.test.order.length,
      sha256: datasetSha256(hashes),
      isOwn: true,
      bytes,
      addedAt: null,
      sources,
    },
  }
}

export interface AddingOptions {
  readonly db: Db
  readonly dataDir: string
  readonly owner: string
  readonly now: () => number
  readonly datasets: Datasets
}

const taken = (id: string, why: string) =>
  new AppError('conflict', `There is a data set ${id} already; ${why}`)

/** One whose files are damaged may be added again. */
async function refuseTaken({ db, datasets }: AddingOptions, id: string): Promise<void> {
  if (id === mnist.id) throw taken(id, 'it belongs to the application')
  if (id === noDataset)
    throw new AppError('conflict', `No data set can be called ${id}: it stands for having none`)
  if (!ownDataset(db, id)) return
  const isSound = await datasets.files(id).then(
    () => true,
    () => false,
  )
  if (isSound) throw taken(id, 'choose another name or delete it first')
}

/** By its name a run knows whether drawings of *my handwriting* are among its images. */
function refuseMixedName({ id, source }: NewDataset): void {
  if (source.kind === 'mixed' || !isMixed(id)) return
  throw new AppError(
    'conflict',
    `No data set can be called ${id}: such names are given to data sets with my handwriting mixed in`,
  )
}

/** Puts a finished folder in its place, in one step with its row; runs may know the one that it takes the place of. */
function keep({ db, dataDir, owner, now }: AddingOptions, made: OwnDataset, folder: string) {
  const { id, sha256 } = made.dataset
  const dataset = { ...made.dataset, addedAt: now() }
  const done = { hasMoved: false }
  try {
    const aside = write(db, () => {
      const before = ownDataset(db, id)
      if (before && before.dataset.sha256 !== sha256)
        throw taken(id, 'its files are damaged, but these are not the ones it was made from')
      const old = setAside(dataDir, id, owner)
      moveIn(dataDir, id, folder)
      done.hasMoved = true
      keepDataset(db, { ...made, dataset })
      return old
    })
    if (aside !== null) removeFolder(aside)
    return dataset
  } catch (error) {
    if (done.hasMoved && !ownDataset(db, id)) removeFolder(datasetFolder(dataDir, id))
    throw error
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
  EACCES: 'no permission to write there',
  EROFS: 'the file system is read-only',
}

function unwritable(dataDir: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const reason = reasons[code]
  if (reason === undefined) return error
  const message = `Cannot write the data set to ${dataDir}: ${reason}`
  return new AppError('unwritable', message, { cause: error })
}

/**
 * Makes a data set of files and keeps it under its name. Where anything goes wrong or `signal` aborts, nothing of it
 * is left; an abort throws the reason of the signal.
 */
export async function addDataset(
  options: AddingOptions,
  added: NewDataset,
  signal: AbortSignal,
  progress: TellProgress,
): Promise<Dataset> {
  refuseMixedName(added)
  await refuseTaken(options, added.id)
  let folder: string | undefined
  try {
    folder = temporaryFolder(options.dataDir, options.owner)
    const made = await make(added, { folder, signal, progress })
    signal.throwIfAborted()
    return keep(options, made, folder)
  } catch (error) {
    throw unwritable(options.dataDir, error)
  } finally {
    if (folder !== undefined) removeFolder(folder)
  }
}
