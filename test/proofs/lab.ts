import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { StartRun, type Run } from '../../electron/contract/entities.ts'
import { extensions, type ExportFormat } from '../../electron/contract/exports.ts'
import { activations, referenceConfig } from '../../electron/contract/train-config.ts'
import { createCore } from '../../electron/core/create-core.ts'
import { databasePath } from '../../electron/core/data-folder.ts'
import { answerOf, loadModel, passesOf } from '../../electron/core/models.ts'
import { builtInPresets } from '../../electron/core/presets.ts'
import { soundCheckpoint } from '../../electron/core/stored-weights.ts'
import {
  plainModel,
  type ModelBorder,
  type TrainedModel,
} from '../../electron/formats/plain-model.ts'
import { writtenModel } from '../../electron/formats/write-model.ts'
import { writeNew } from '../../electron/formats/write-new.ts'
import { openDatabase } from '../../electron/store/database.ts'
import { forkNode } from '../../electron/train/fork.ts'
import { built, silent } from '../core/core-parts.ts'
import { madeUpModel } from '../fixtures/made-up-model.ts'
import { mnistImages } from '../fixtures/mnist.ts'

const images = mnistImages(100)

/** Of each model an answer an image, and of that a number a class. */
export type Answers = readonly (readonly number[])[]

/** A model file, and what its run answers to the images. */
export interface Exported extends ModelBorder {
  readonly name: string
  readonly path: string
  readonly expected: Answers
}

/** Two trained runs, and their model files. */
export interface Lab {
  readonly runs: readonly Run[]
  /** A file of 100 images, a byte a pixel. */
  readonly images: string
  /** Both runs in a format, each taking and giving one thing and the other. */
  readonly exported: (format: ExportFormat) => Promise<readonly Exported[]>
  /** Small networks of made-up weights with each activation, for formats that hold more than weights. */
  readonly activations: (format: ExportFormat) => Promise<readonly Exported[]>
  readonly close: () => Promise<void>
}

const robust = builtInPresets.find(({ name }) => name === 'robust')?.config
const trainings: readonly v.InferInput<typeof StartRun>[] = [
  { name: '784-500-10', config: { ...referenceConfig, epochs: 1 } },
  {
    name: '784-512-256-10, robust',
    config: { ...robust, normalisation: 'standard', dropout: 0.2, epochs: 1, trainImages: 12_000 },
  },
]
const borders: readonly ModelBorder[] = [
  { pixels: 'unit', answer: 'probabilities' },
  { pixels: 'byte', answer: 'logits' },
]

/** Trains the runs in a folder of its own, which goes with `close`. */
export async function openLab(): Promise<Lab> {
  const dataDir = mkdtempSync(join(tmpdir(), 'digit-lab-test-'))
  const imagesFile = join(dataDir, 'images.bin')
  writeFileSync(imagesFile, Buffer.concat(images))
  const fork = forkNode(built)
  const core = createCore({ dataDir, fork, log: silent, version: '0.1.0', worksQueue: false })
  const runs: Run[] = []
  for (const start of trainings)
    runs.push(await core.train(v.parse(StartRun, start), new AbortController().signal))

  async function exported(format: ExportFormat): Promise<readonly Exported[]> {
    const all: Exported[] = []
    for (const run of runs)
      for (const border of borders) {
        const path = join(dataDir, `${run.id}-${border.answer}${endingOf(format)}`)
        await core.exportTo(run.id, { format, ...border }, path, false)
        const expected = answersOf(trainedModel(dataDir, run), border.answer)
        all.push({ ...border, name: run.name, path, expected })
      }
    return all
  }
  async function withActivations(format: ExportFormat): Promise<readonly Exported[]> {
    const border = { pixels: 'unit', answer: 'probabilities' } as const
    const all: Exported[] = []
    for (const activation of activations) {
      const trained = madeUpModel([40, 16], activation)
      const path = join(dataDir, `${activation}${endingOf(format)}`)
      const written = await writtenModel(format, plainModel(trained, border), '0.1.0')
      await writeNew(path, written, () => Promise.resolve())
      all.push({ ...border, name: activation, path, expected: answersOf(trained, border.answer) })
    }
    return all
  }
  const close = async () => {
    await core.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
  return { runs, images: imagesFile, exported, activations: withActivations, close }
}

/** TensorFlow.js takes a folder, all others one file. */
function endingOf(format: ExportFormat): string {
  if (format === 'tfjs') return ''
  return format === 'safetensors' ? '.safetensors' : extensions[format]
}

function trainedModel(dataDir: string, run: Run): TrainedModel {
  const db = openDatabase(databasePath(dataDir))
  try {
    const { weights } = soundCheckpoint(db, run, undefined)
    return { config: run.config, shape: run.dataset, weights }
  } finally {
    db.close()
  }
}

/** What the network itself answers, in double precision. */
function answersOf(
  { config, shape, weights }: TrainedModel,
  answer: ModelBorder['answer'],
): Answers {
  const model = loadModel(config, shape, weights)
  return images.map((image) => {
    const passes = passesOf(model, image)
    return answer === 'logits'
      ? Array.from(passes.at(-1)?.sums ?? [])
      : answerOf(passes).probabilities
  })
}
