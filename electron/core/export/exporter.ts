import { readdir, readFile, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Run, RunId } from '../../contract/entities.ts'
import { AppError } from '../../contract/errors.ts'
import type { ExportedModel, ModelChoice, WrittenModel } from '../../contract/exports.ts'
import { modelFileName } from '../../contract/model-file-name.ts'
import type { Written } from '../../formats/model-files.ts'
import { most } from '../../formats/read-plain.ts'
import { safetensorsFile } from '../../formats/write-model.ts'
import { writeNew } from '../../formats/write-new.ts'
import { checkpointsOf } from '../../store/checkpoints.sql.ts'
import type { Db } from '../../store/database.ts'
import { runById } from '../../store/runs.sql.ts'
import type { Fork } from '../../train/messages.ts'
import { networkSize, parameterCount } from '../../train/network.ts'
import { exportsPath } from '../data-folder.ts'
import type { Datasets } from '../datasets.ts'
import { clearPartials, partialFolder, removeFolder } from '../partial.ts'
import { soundCheckpoint } from '../stored-weights.ts'
import { askProcess } from './ask-process.ts'
import type { Made, ToMaker } from './maker-messages.ts'
import { proofImages } from './proof-images.ts'
import { prove } from './prove-export.ts'

export interface ExporterOptions {
  readonly db: Db
  readonly dataDir: string
  readonly fork: Fork
  readonly now: () => number
  /** Of temporary files. */
  readonly owner: string
  readonly datasets: Pick<Datasets, 'files' | 'images'>
  /** Of the application, for formats that say what wrote them. */
  readonly version: string
}

/** Writes a checkpoint of a run as a model file, proved on images of its test set. */
export interface Exporter {
  readonly inMemory: (id: RunId, choice: ModelChoice) => Promise<ExportedModel>
  readonly toPath: (
    id: RunId,
    choice: ModelChoice,
    path: string,
    replaces: boolean,
  ) => Promise<WrittenModel>
}

export function createExporter(options: ExporterOptions): Exporter {
  const { db, dataDir, fork, now, owner, version } = options

  const toPath: Exporter['toPath'] = async (id, choice, path, replaces) => {
    const run = runById(db, id)
    const { epoch, weights } = soundCheckpoint(db, run, epochMeant(db, run, choice.epoch))
    refuseTooLarge(run, choice)
    const { format, pixels, answer } = choice
    const { images, labels } = await proofImages(options, run)
    const trained = { config: run.config, shape: run.dataset, weights }
    const order: ToMaker = { format, pixels, answer, trained, version, images }
    const made = await askProcess<Made>(fork, 'maker', order, 'The file was not made')
    clearPartials(dirname(resolve(path)), now())
    const check = async (temporary: string) => ({
      proof: await prove({ ...made, format, images, labels }, temporary, fork),
      bytes: await sizeOf(temporary),
    })
    const written = placed(made.written, path)
    return { epoch, ...(await writeNew(path, written, check, { owner, replaces })) }
  }

  return {
    toPath,
    inMemory: async (id, choice) => {
      const fileName = modelFileName(runById(db, id).name, choice.format)
      const folder = partialFolder(exportsPath(dataDir), owner)
      try {
        const path = join(folder, fileName)
        const made = await toPath(id, choice, path, false)
        return { ...made, fileName, file: (await readFile(path)).toString('base64') }
      } finally {
        removeFolder(folder)
      }
    },
  }
}

function epochMeant(db: Db, run: Run, epoch: ModelChoice['epoch']): number | undefined {
  if (epoch === 'last') return checkpointsOf(db, run.id).at(-1)?.epoch
  if (epoch !== 'best') return epoch
  if (run.best) return run.best.epoch
  throw new AppError('not-found', `Run ${run.name} has no best epoch: it has finished none`)
}

/** Readers refuse more, so that the file could not be proved, or be taken in again. */
function refuseTooLarge({ name, config, dataset }: Run, { format }: ModelChoice): void {
  const parameters = parameterCount(networkSize(config, dataset))
  if (format !== 'tfjs' && parameters > most.parameters)
    throw new AppError(
      'conflict',
      `Run ${name} has ${String(parameters)} parameters; ${format} files are written for at most ${String(most.parameters)}`,
    )
}

/** A path that names the file of weights gets it alone: what lies beside it otherwise is in its own header too. */
const placed = (written: Written, path: string): Written => {
  const bytes = written.kind === 'files' ? written.files[safetensorsFile] : undefined
  return bytes && path.toLowerCase().endsWith('.safetensors') ? { kind: 'file', bytes } : written
}

/** Of a file, or of all files of a folder. */
async function sizeOf(path: string): Promise<number> {
  const facts = await stat(path)
  if (!facts.isDirectory()) return facts.size
  const files = await readdir(path)
  const sizes = await Promise.all(files.map(async (name) => (await stat(join(path, name))).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}
