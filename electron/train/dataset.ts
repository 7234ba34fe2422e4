import { readFile } from 'node:fs/promises'
import type { TrainConfig } from '../contract/train-config.ts'
import { AppError } from '../contract/errors.ts'
import { parseImages, parseLabels } from '../formats/idx.ts'
import type { DatasetFiles } from './messages.ts'
import { inputs } from './network.ts'

/** Images and their digits, in the order of their file. */
export interface ImageSet {
  readonly count: number
  /** 784 bytes an image. */
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

/** Reads a data set, and takes from the start of its training set what a configuration uses. */
export async function readDataset(files: DatasetFiles, division: Division = {}): Promise<Dataset> {
  const [all, test] = await Promise.all([
    readSet(files.trainImages, files.trainLabels),
    readSet(files.testImages, files.testLabels),
  ])
  const { train, validation } = divide(division, all.count)
  return {
    train: part(all, 0, train),
    test,
    validation: validation === 0 ? null : part(all, train, train + validation),
  }
}

async function readSet(imagesFile: string, labelsFile: string): Promise<ImageSet> {
  const [imageBytes, labelBytes] = await Promise.all([read(imagesFile), read(labelsFile)])
  const { count, pixels } = parseImages(imageBytes, imagesFile)
  const labels = parseLabels(labelBytes, labelsFile)
  if (labels.length !== count)
    throw new AppError(
      'unreadable',
      `${labelsFile}: number of labels must be ${String(count)}, found ${String(labels.length)}`,
    )
  return { count, pixels, labels }
}

async function read(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new AppError('missing-data', `${file}: cannot be read (${why})`, { cause: error })
  }
}

const part = ({ pixels, labels }: ImageSet, from: number, to: number): ImageSet => ({
  count: to - from,
  pixels: pixels.subarray(from * inputs, to * inputs),
  labels: labels.subarray(from, to),
})

/** Images of a set side by side, 784 bytes each, with their digits: a copy of its own. */
export interface Batch {
  readonly pixels: Uint8Array<ArrayBuffer>
  readonly labels: Uint8Array<ArrayBuffer>
}

/** Images `from` to `to` (exclusive) of an order. */
export function batchOf(
  { pixels, labels }: ImageSet,
  order: Uint32Array,
  from: number,
  to: number,
): Batch {
  const rows = order.subarray(from, to)
  const batch = {
    pixels: new Uint8Array(rows.length * inputs),
    labels: new Uint8Array(rows.length),
  }
  rows.forEach((row, index) => {
    batch.pixels.set(pixels.subarray(row * inputs, (row + 1) * inputs), index * inputs)
    batch.labels[index] = labels[row] ?? 0
  })
  return batch
}
