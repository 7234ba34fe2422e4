import { readFile } from 'node:fs/promises'
import type { RunId } from '../contract/entities.ts'
import type { ExportedModel, ExportFormat, ExportProof } from '../contract/exports.ts'
import { parseImages } from '../formats/idx.ts'
import type { Db } from '../store/database.ts'
import { runById } from '../store/runs.sql.ts'
import type { Fork } from '../train/messages.ts'
import type { Datasets } from './datasets.ts'
import { readModel } from './saved-models.ts'
import { exportAsZip, exportToPath, type ModelExport } from './prove-export.ts'

export interface ExporterOptions {
  readonly db: Db
  readonly fork: Fork
  readonly datasets: Datasets
}

/** Writes the last checkpoint of a run as a model file, proved on images of its test set. */
export interface Exporter {
  readonly toZip: (id: RunId, format: ExportFormat) => Promise<ExportedModel>
  readonly toPath: (id: RunId, format: ExportFormat, path: string) => Promise<ExportProof>
}

/** The first of the test set, or all of a smaller one. */
const proofImages = 100

export function createExporter({ db, fork, datasets }: ExporterOptions): Exporter {
  async function modelOf(id: RunId): Promise<ModelExport> {
    const { config, dataset: shape } = runById(db, id)
    const { weights } = readModel(db, id)
    const { files } = await datasets.files(config.dataset)
    return { config, shape, weights, fork, images: await firstImages(files.testImages) }
  }

  return {
    toZip: async (id, format) => writers[format].zip(await modelOf(id), runById(db, id).name),
    toPath: async (id, format, path) => writers[format].path(await modelOf(id), path),
  }
}

const writers = { tfjs: { zip: exportAsZip, path: exportToPath } } as const satisfies Readonly<
  Record<ExportFormat, object>
>

async function firstImages(file: string): Promise<readonly Uint8Array[]> {
  const { count, rows, columns, pixels } = parseImages(await readFile(file), file)
  const bytes = rows * columns
  return Array.from({ length: Math.min(proofImages, count) }, (_, index) =>
    pixels.subarray(index * bytes, (index + 1) * bytes),
  )
}
