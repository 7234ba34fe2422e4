import { readFile } from 'node:fs/promises'
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
  readonly train: ImageSet
  readonly test: ImageSet
}

/** Reads a data set; `trainImages` keeps that many images from the start of the training set. */
export async function readDataset(files: DatasetFiles, trainImages?: number): Promise<Dataset> {
  const [train, test] = await Promise.all([
    readSet(files.trainImages, files.trainLabels),
    readSet(files.testImages, files.testLabels),
  ])
  return { train: trainImages === undefined ? train : firstOf(train, trainImages), test }
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

function firstOf({ count, pixels, labels }: ImageSet, wanted: number): ImageSet {
  const kept = Math.min(count, wanted)
  return {
    count: kept,
    pixels: pixels.subarray(0, kept * inputs),
    labels: labels.subarray(0, kept),
  }
}

/** Images `from` to `to` (exclusive) of an order, copied side by side. */
export function batchOf(
  { pixels, labels }: ImageSet,
  order: Uint32Array,
  from: number,
  to: number,
): Pick<ImageSet, 'pixels' | 'labels'> {
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
