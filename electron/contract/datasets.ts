import type { TrainConfig } from './train-config.ts'

/** What a network must fit: the images of a data set, their classes, and the pixels' mean and deviation. */
export interface DataShape {
  readonly rows: number
  readonly columns: number
  /** Names of the classes, in the order of their labels. */
  readonly classes: readonly string[]
  /** Of all pixels of the training images, from 0 to 1. */
  readonly mean: number
  readonly deviation: number
}

/** A data set that runs can be trained on. */
export interface Dataset extends DataShape {
  readonly id: string
  readonly train: number
  readonly test: number
  /** SHA-256 over the hex hashes of its four files: images and labels to train, then to test. */
  readonly sha256: string
  /** False for the one that comes with the application. */
  readonly isOwn: boolean
  /** What its copy takes on disk; 0 for the one that comes with the application. */
  readonly bytes: number
  /** Milliseconds since 1970; null for the one that comes with the application. */
  readonly addedAt: number | null
  /** The files it was made from, as they were named, each with the SHA-256 of its bytes as they were. */
  readonly sources: readonly { readonly file: string; readonly sha256: string }[]
}

/** Its four files, in the order that its hash is made in. */
export const datasetParts = ['trainImages', 'trainLabels', 'testImages', 'testLabels'] as const
export type DatasetPart = (typeof datasetParts)[number]

/** A data set with what lies in its files. */
export interface DatasetDetail extends Dataset {
  readonly files: readonly { readonly file: string; readonly sha256: string }[]
  /** Images of each class, in the order of the classes. */
  readonly counts: { readonly train: readonly number[]; readonly test: readonly number[] }
  /** Base64 of the first test image of each of the first 40 classes; null where there is none. */
  readonly samples: readonly (string | null)[]
}

/** The data set that comes with the application. */
export const mnistShape: DataShape = {
  rows: 28,
  columns: 28,
  classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  mean: 0.1307,
  deviation: 0.3081,
}

/** Stands for the data set of an imported run where none has its images and classes; no data set has this name. */
export const noDataset = 'none'

/** Pixels a side; 64 × 64 are as many inputs as the largest hidden layer has units. */
export const leastSide = 4
export const mostSide = 64

/** Of a training or test set. */
export const mostImages = 1_000_000

/** As many as a label of one byte can tell apart. */
export const mostClasses = 256

/** What a configuration asks for that a data set does not have: the setting, and the rule that it breaks. */
export function misfit(
  { trainImages, styles }: Pick<TrainConfig, 'trainImages' | 'styles'>,
  { id, train, classes }: Pick<Dataset, 'id' | 'train' | 'classes'>,
): { readonly setting: 'trainImages' | 'styles'; readonly rule: string } | null {
  if (trainImages !== undefined && trainImages > train)
    return {
      setting: 'trainImages',
      rule: `Training images must be a whole number from 1 to ${String(train)}`,
    }
  const isDigits = classes.join() === mnistShape.classes.join()
  if (styles > 0 && !isDigits)
    return {
      setting: 'styles',
      rule: `Style strength must be 0: it draws on the digits 0 to 9, and ${id} has other classes`,
    }
  return null
}
