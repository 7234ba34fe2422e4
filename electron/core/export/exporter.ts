import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Run, RunId } from '../../contract/entities.ts'
import type { ExportedModel, ExportProof, ModelChoice } from '../../contract/exports.ts'
import { plainModel } from '../../formats/plain-model.ts'
import { writeNew } from '../../formats/write-new.ts'
import { writtenModel } from '../../formats/write-model.ts'
import type { Db } from '../../store/database.ts'
import { runById } from '../../store/runs.sql.ts'
import type { Fork } from '../../train/messages.ts'
import type { Datasets } from '../datasets.ts'
import { imageSetOf } from '../evaluation/image-set.ts'
import { readModel } from '../saved-models.ts'
import { fileNameOf } from './file-name.ts'
import { prove, type Expected } from './prove-export.ts'

export interface ExporterOptions {
  readonly db: Db
  readonly fork: Fork
  readonly datasets: Pick<Datasets, 'files' | 'images'>
  /** Of the application, for formats that say what wrote them. */
  readonly version: string
}

/** Writes a checkpoint of a run as a model file, proved on images of its test set. */
export interface Exporter {
  readonly inMemory: (id: RunId, choice: ModelChoice) => Promise<ExportedModel>
  readonly toPath: (id: RunId, choice: ModelChoice, path: string) => Promise<ExportProof>
}

/** The first of the test set, or all of a smaller one. */
const proofImages = 100

export function createExporter(options: ExporterOptions): Exporter {
  const { db, fork, version } = options

  async function expected(run: Run, choice: ModelChoice): Promise<Expected> {
    const { weights } = readModel(db, run.id, choice.epoch)
    const { labels, pixels } = await imageSetOf(options, run, 'test')
    const first = labels.subarray(0, proofImages)
    const images = await pixels(Array.from(first.keys()))
    const trained = { config: run.config, shape: run.dataset, weights }
    return { ...choice, trained, images, labels: Array.from(first) }
  }

  async function toPath(id: RunId, choice: ModelChoice, path: string): Promise<ExportProof> {
    const meant = await expected(runById(db, id), choice)
    const written = await writtenModel(choice.format, plainModel(meant.trained, meant), version)
    return writeNew(path, written, (temporary) => prove(meant, temporary, fork))
  }

  return {
    toPath,
    inMemory: async (id, choice) => {
      const folder = await mkdtemp(join(tmpdir(), 'digit-lab-'))
      try {
        const fileName = fileNameOf(runById(db, id).name, choice.format)
        const path = join(folder, fileName)
        const proof = await toPath(id, choice, path)
        const file = await readFile(path)
        return { fileName, file: file.toString('base64'), bytes: file.length, proof }
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    },
  }
}
