import { open, readFile } from 'node:fs/promises'
import type { Handlers } from '../contract/calls.ts'
import { datasetParts, type Dataset, type DatasetDetail } from '../contract/datasets.ts'
import { AppError } from '../contract/errors.ts'
import { headerBytes, parseLabels } from '../formats/idx.ts'
import { write, type Db } from '../store/database.ts'
import { deleteDataset, ownDataset, runsMadeFor } from '../store/datasets.sql.ts'
import { setAside } from './dataset-folder.ts'
import { datasetCalled, fileNames, knownDatasets, type Datasets } from './datasets.ts'
import type { Announcer } from './events.ts'
import { mnist, mnistHashes } from './mnist.ts'
import { removeFolder } from './partial.ts'

export interface DatasetCallsOptions {
  readonly db: Db
  readonly dataDir: string
  readonly owner: string
  readonly datasets: Datasets
  readonly news: Pick<Announcer, 'emit'>
}

/** A sample of more classes would be more than a page can show. */
const mostSamples = 40

async function labelsIn(file: string, { classes }: Dataset): Promise<Uint8Array> {
  return parseLabels(await readFile(file), file, classes.length)
}

function counts(labels: Uint8Array, { classes }: Dataset): readonly number[] {
  const found = classes.map(() => 0)
  for (const label of labels) found[label] = (found[label] ?? 0) + 1
  return found
}

/** Base64 of the first image of each class. */
async function firstImages(
  file: string,
  labels: Uint8Array,
  { rows, columns, classes }: Dataset,
): Promise<readonly (string | null)[]> {
  const size = rows * columns
  const handle = await open(file)
  try {
    const samples: (string | null)[] = []
    for (const label of classes.slice(0, mostSamples).keys()) {
      const index = labels.indexOf(label)
      const from = headerBytes.images + index * size
      samples.push(
        index < 0
          ? null
          : (await handle.read(Buffer.alloc(size), 0, size, from)).buffer.toString('base64'),
      )
    }
    return samples
  } finally {
    await handle.close()
  }
}

export interface DatasetCalls {
  readonly handlers: Pick<Handlers, Extract<keyof Handlers, `data.${string}`>>
  /** Announces the data sets, once, where they are others than were last announced. */
  readonly lookAgain: () => void
}

/** Answers to every question about data sets. */
export function createDatasetCalls(options: DatasetCallsOptions): DatasetCalls {
  const { db, dataDir, owner, datasets, news } = options
  let told = JSON.stringify(knownDatasets(db))

  function lookAgain(): void {
    const known = knownDatasets(db)
    if (JSON.stringify(known) === told) return
    told = JSON.stringify(known)
    news.emit('data.changed', known)
  }

  async function detail(id: string): Promise<DatasetDetail> {
    const dataset = datasetCalled(db, id)
    const { files } = await datasets.files(id)
    const hashes = ownDataset(db, id)?.hashes ?? mnistHashes
    const train = await labelsIn(files.trainLabels, dataset)
    const test = await labelsIn(files.testLabels, dataset)
    return {
      ...dataset,
      files: datasetParts.map((part) => ({ file: fileNames[part], sha256: hashes[part] })),
      counts: { train: counts(train, dataset), test: counts(test, dataset) },
      samples: await firstImages(files.testImages, test, dataset),
    }
  }

  function refuseUsed(id: string): void {
    const count = runsMadeFor(db, id)
    if (count === 0) return
    const runs = count === 1 ? 'a run was' : `${String(count)} runs were`
    throw new AppError(
      'conflict',
      `The data set ${id} cannot be deleted: ${runs} made for it; delete ${count === 1 ? 'it' : 'them'} first`,
    )
  }

  const handlers: DatasetCalls['handlers'] = {
    'data.list': () => knownDatasets(db),
    'data.show': ({ id }) => detail(id),
    'data.delete': ({ id }) => {
      if (id === mnist.id)
        throw new AppError('conflict', `The data set ${id} belongs to the application`)
      const aside = write(db, () => {
        datasetCalled(db, id)
        refuseUsed(id)
        deleteDataset(db, id)
        return setAside(dataDir, id, owner)
      })
      if (aside !== null) removeFolder(aside)
      lookAgain()
    },
  }

  return { handlers, lookAgain }
}
