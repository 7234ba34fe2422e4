import { readFile } from 'node:fs/promises'
import type { DataShape } from '../contract/datasets.ts'
import type { TrainConfig } from '../contract/train-config.ts'
import { AppError } from '../contract/errors.ts'
import { parseImages, parseLabels } from '../formats/idx.ts'
import type { DatasetFiles } from './messages.ts'

/** Images and their labels, in the order of their file. */
export interface ImageSet {
  readonly count: number
  /** Of each image, in pixels of a byte each. */
  readonly rows: number
  readonly columns: number
  /** An image after the other, row by row. */
  readonly pixels: Uint8Array
  readonly labels: Uint8Array
}

export interface Dataset {
  /** To learn from. */
  readonly train: ImageSet
  readonly test: ImageSet
  /** Kept out of training; null when nothing is. */
  readonly validation: ImageSet | null
}

/** The last step of an epoch may take fewer images. */
export const stepsPerEpoch = ({ batch }: Pick<TrainConfig, 'batch'>, { train }: Dataset): number =>
  Math.ceil(train.count / batch)

type Division = Partial<Pick<TrainConfig, 'trainImages' | 'validation'>>

/** How many images of a training set of `available` are learned from, and how many are kept out for validation. */
export function divide(
  { trainImages, validation = 0 }: Division,
  available: number,
): { readonly train: number; readonly validation: number } {
  const used = Math.min(trainImages ?? available, available)
  const wanted = validation === 0 ? 0 : Math.max(1, Math.round(used * validation))
  const keptOut = Math.min(wanted, used - 1)
  return { train: used - keptOut, validation: keptOut }
}

type Shape = Pick<DataShape, 'rows' | 'columns' | 'classes'>

/** Reads a data set of a shape, and takes from the start of its training set what a configuration uses. */
export async function readDataset(
  files: DatasetFiles,
  shape: Shape,
  division: Division = {},
): Promise<Dataset> {
  // One after the other, so that of several faults the same one is told each time.
  const all = await readSet(files.trainImages, files.trainLabels, shape)
  const test = await readSet(files.testImages, files.testLabels, shape)
  const { train, validation } = divide(division, all.count)
  return {
    train: part(all, 0, train),
    test,
    validation: validation === 0 ? null : part(all, train, train + validation),
  }
}

async function readSet(imagesFile: string, labelsFile: string, shape: Shape): Promise<ImageSet> {
  const images = parseImages(await read(imagesFile), imagesFile)
  const labels = parseLabels(await read(labelsFile), labelsFile, shape.classes.length)
  const { count, rows, columns } = images
  if (rows !== shape.rows || columns !== shape.columns)
    throw new AppError(
      'unreadable',
      `${imagesFile}: images must be ${String(shape.rows)} × ${String(shape.columns)} pixels, found ${String(rows)} × ${String(columns)}`,
    )
  if (labels.length !== count)
    throw new AppError(
      'unreadable',
      `${labelsFile}: number of labels must be ${String(count)}, found ${String(labels.length)}`,
    )
  return { ...images, labels }
}

async function read(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new AppError('missing-data', `${file}: cannot be read (${why})`, { cause: error })
  }
}

/** Images `from` to `to` (exclusive), not copied. */
export function part(set: ImageSet, from: number, to: number): ImageSet {
  const bytes = set.rows * set.columns
  return {
    ...set,
    count: to - from,
    pixels: set.pixels.subarray(from * bytes, to * bytes),
    labels: set.labels.subarray(from, to),
  }
}

/** Images of a set side by side with their labels: a copy of its own. */
export interface Batch {
  readonly pixels: Uint8Array<ArrayBuffer>
  readonly labels: Uint8Array<ArrayBuffer>
}

/** Images `from` to `to` (exclusive) of an order. */
export function batchOf(
  { rows, columns, pixels, labels }: ImageSet,
  order: Uint32Array,
  from: number,
  to: number,
): Batch {
  const bytes = rows * columns
  const chosen = order.subarray(from, to)
  const batch = {
    pixels: new Uint8Array(chosen.length * bytes),
    labels: new Uint8Array(chosen.length),
  }
  chosen.forEach((place, index) => {
    batch.pixels.set(pixels.subarray(place * bytes, (place + 1) * bytes), index * bytes)
    batch.labels[index] = labels[place] ?? 0
  })
  return batch
}
