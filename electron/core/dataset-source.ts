import { mnistShape } from '../contract/datasets.ts'
import { AppError } from '../contract/errors.ts'
import type { ImageSize, LabelledImage, ReadingOf } from '../formats/labelled-image.ts'
import { readCsv } from '../formats/read-csv.ts'
import { partsOf, readFolder } from '../formats/read-folder.ts'
import { readIdx } from '../formats/read-idx.ts'
import { readMixed, type MixedSource } from './mixed-images.ts'

/** What a data set is made from: paths that its owner chose, never ones that came from a page. */
export type DatasetSource =
  | {
      readonly kind: 'idx'
      readonly trainImages: string
      readonly trainLabels: string
      readonly testImages: string
      readonly testLabels: string
      /** Names of the classes; null: the digits 0 to 9. */
      readonly classes: readonly string[] | null
    }
  | {
      readonly kind: 'csv'
      readonly train: string
      /** Null: a share of each class is taken from the other. */
      readonly test: string | null
      readonly testShare: number
      readonly size: ImageSize | null
      /** Names of the classes; null: the labels that are found. */
      readonly classes: readonly string[] | null
    }
  | {
      readonly kind: 'folder'
      readonly folder: string
      /** Of each class, for the test set; null: a fifth, unless the folder is divided. */
      readonly testShare: number | null
      readonly size: ImageSize | null
      readonly isInverted: boolean
    }

export const usualTestShare = 0.2

type Read = (tell: ReadingOf) => AsyncIterable<LabelledImage>

/** How to read what a data set is made from. */
export interface Reading {
  readonly train: Read
  /** Or the share of each class that is to be taken from the other. */
  readonly test: Read | number
  /** Null: whatever labels are found. */
  readonly classes: readonly string[] | null
  /** Whether images stay in the order they come in. */
  readonly isOrdered: boolean
}

const digits = mnistShape.classes

function readingOfIdx(source: Extract<DatasetSource, { kind: 'idx' }>): Reading {
  const classes = source.classes ?? digits
  const { trainImages, trainLabels, testImages, testLabels } = source
  return {
    train: (tell) => readIdx({ images: trainImages, labels: trainLabels }, classes, tell),
    test: (tell) => readIdx({ images: testImages, labels: testLabels }, classes, tell),
    classes,
    isOrdered: true,
  }
}

function readingOfCsv(source: Extract<DatasetSource, { kind: 'csv' }>): Reading {
  const { train, test, testShare, size, classes } = source
  const read =
    (file: string): Read =>
    (tell) =>
      readCsv(file, { size, classes }, tell)
  return {
    train: read(train),
    test: test === null ? testShare : read(test),
    classes,
    isOrdered: false,
  }
}

async function readingOfFolder(
  source: Extract<DatasetSource, { kind: 'folder' }>,
): Promise<Reading> {
  const { folder, testShare } = source
  const { train, test } = await partsOf(folder)
  if (test && testShare !== null)
    throw new AppError(
      'bad-input',
      `${folder} has the folders train and test already, so no test share can be taken`,
    )
  return {
    train: (tell) => readFolder(train, source, tell),
    test: test ? (tell) => readFolder(test, source, tell) : (testShare ?? usualTestShare),
    classes: train.classes,
    isOrdered: false,
  }
}

function readingOfMixed(source: MixedSource): Reading {
  const { testImages, testLabels } = source.files
  return {
    train: (tell) => readMixed(source, tell),
    // The data set that it was made from is the source of both its sets.
    test: ({ progress }) =>
      readIdx({ images: testImages, labels: testLabels }, digits, {
        progress,
        source: () => undefined,
      }),
    classes: digits,
    isOrdered: true,
  }
}

/** How to read any source of a data set, files or a mix. */
export function readingOf(source: DatasetSource | MixedSource): Reading | Promise<Reading> {
  switch (source.kind) {
    case 'idx':
      return readingOfIdx(source)
    case 'csv':
      return readingOfCsv(source)
    case 'folder':
      return readingOfFolder(source)
    case 'mixed':
      return readingOfMixed(source)
  }
}
