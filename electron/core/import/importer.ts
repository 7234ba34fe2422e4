import { createHash } from 'node:crypto'
import { basename, extname } from 'node:path'
import { noDataset, type DataShape } from '../../contract/datasets.ts'
import type { RunId } from '../../contract/entities.ts'
import type { ImportedModel, InspectedModel, Origin } from '../../contract/imports.ts'
import { activations, referenceConfig, type TrainConfig } from '../../contract/train-config.ts'
import type { ReadFile, ToReader } from '../../formats/import/reader-messages.ts'
import { write, type Db } from '../../store/database.ts'
import { addLogLine } from '../../store/log.sql.ts'
import { addImportedWeights, runOfFile } from '../../store/origins.sql.ts'
import { addRun, isNameTaken, runById } from '../../store/runs.sql.ts'
import type { Fork } from '../../train/messages.ts'
import { knownDatasets, shapeOf } from '../datasets.ts'
import { numberedName } from '../differences.ts'
import { newRunId, type RunsOptions } from '../enqueue.ts'
import { readInProcess } from './read-in-process.ts'

export interface ImporterOptions extends RunsOptions {
  readonly fork: Fork
  /** Told of each new run. */
  readonly onImported: (id: RunId) => void
}

/** How a run of a model file is to be made. */
export interface ImportWishes {
  readonly name?: string | undefined
  /** Another run where the same file was imported before. */
  readonly again: boolean
}

/** Reads files that anybody made. */
export interface Importer {
  readonly inspect: (file: ToReader) => Promise<InspectedModel>
  readonly add: (file: ToReader, wishes: ImportWishes) => Promise<ImportedModel>
}

/** A file or folder that its owner chose. */
export const modelAt = (path: string): ToReader => ({
  fileName: basename(path),
  source: { kind: 'path', path },
})

/** A file that came from a page, as base64. */
export const modelOf = (fileName: string, file: string): ToReader => ({
  fileName,
  source: { kind: 'bytes', bytes: Buffer.from(file, 'base64') },
})

export function createImporter(options: ImporterOptions): Importer {
  const { db, fork, news, onImported } = options
  return {
    inspect: async (file) => (await readInProcess(fork, file)).model,

    add: async (file, wishes) => {
      const read = await readInProcess(fork, file)
      const { model } = read
      const { id, isNew } = write(db, () => {
        const before = wishes.again ? undefined : runOfFile(db, model.sha256)
        return before === undefined
          ? { id: addImported(options, read, wishes), isNew: true }
          : { id: before, isNew: false }
      })
      if (isNew) {
        news.emit('run.changed', runById(db, id))
        onImported(id)
      }
      return { id, isNew, model }
    },
  }
}

/** Adds a run that has ended where others begin: with weights, and no step taken. */
function addImported(
  { db, now, random }: RunsOptions,
  { model, weights }: ReadFile,
  { name }: ImportWishes,
): RunId {
  const id = newRunId(random)
  const { format, fileName, sha256, assumed } = model
  const origin: Origin = { kind: 'imported', format, fileName, sha256, assumed }
  const { dataset, shape } = dataFor(db, model)
  const at = now()
  addRun(db, {
    id,
    name: name ?? numberedName(nameOf(fileName), (taken) => isNameTaken(db, taken)),
    note: '',
    config: JSON.stringify(configOf(model, dataset)),
    shape: JSON.stringify(shape),
    steps: 0,
    created_at: at,
    wanted_engine: null,
    wanted_threads: null,
    status: 'completed',
    origin: JSON.stringify(origin),
  })
  const hash = createHash('sha256').update(weights).digest('hex')
  addImportedWeights(db, id, { weights, sha256: hash })
  for (const text of [
    `Imported from ${fileName} (${format}, SHA-256 ${sha256})`,
    ...assumed.map(assumedText),
  ])
    addLogLine(db, id, { at, level: 'info', text })
  return id
}

const assumedText = (fact: string) => `The file does not say, and it was assumed: ${fact}`

/** The name of the file without its ending. */
const nameOf = (fileName: string): string =>
  basename(fileName, extname(fileName)).trim() || 'Imported model'

/** Its network; the rest is what a clone begins with. */
function configOf({ layers }: InspectedModel, dataset: string): TrainConfig {
  const hidden = layers.slice(0, -1)
  const activation = activations.find((name) => name === hidden[0]?.activation)
  return {
    ...referenceConfig,
    dataset,
    hidden: hidden.map(({ units }) => units),
    activation: activation ?? referenceConfig.activation,
  }
}

/** The data set whose images and classes are the model's; it is evaluated on that unless another one is named. */
function dataFor(
  db: Db,
  { rows, columns, classes }: InspectedModel,
): { readonly dataset: string; readonly shape: DataShape } {
  const found = knownDatasets(db).find(
    (known) =>
      known.rows === rows &&
      known.columns === columns &&
      JSON.stringify(known.classes) === JSON.stringify(classes),
  )
  if (found) return { dataset: found.id, shape: shapeOf(found) }
  return { dataset: noDataset, shape: { rows, columns, classes, mean: 0, deviation: 1 } }
}
