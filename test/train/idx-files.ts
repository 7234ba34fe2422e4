import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Dataset, ImageSet } from '../../electron/train/dataset.ts'
import type { DatasetFiles } from '../../electron/train/messages.ts'

function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  values.forEach((value, index) => bytes.writeUInt32BE(value, index * 4))
  return bytes
}

function writeImages(file: string, { count, rows, columns, pixels }: ImageSet): string {
  writeFileSync(file, Buffer.concat([words(0x803, count, rows, columns), pixels]))
  return file
}

function writeLabels(file: string, { count, labels }: ImageSet): string {
  writeFileSync(file, Buffer.concat([words(0x801, count), labels]))
  return file
}

/** Writes the four files of a data set into a folder. */
export const writeSet = (
  dir: string,
  { train, test }: Pick<Dataset, 'train' | 'test'>,
): DatasetFiles => ({
  trainImages: writeImages(join(dir, 'train-images'), train),
  trainLabels: writeLabels(join(dir, 'train-labels'), train),
  testImages: writeImages(join(dir, 'test-images'), test),
  testLabels: writeLabels(join(dir, 'test-labels'), test),
})
