import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ExportedModel, ExportProof } from '../contract/exports.ts'
import { AppError, unwrap } from '../contract/errors.ts'
import type { FromReload, ToReload } from '../formats/reload-messages.ts'
import { tfjsFiles, type TrainedModel } from '../formats/tfjs.ts'
import { writeNew } from '../formats/write-new.ts'
import type { Fork } from '../train/messages.ts'
import { guess, loadModel } from './models.ts'

export interface ModelExport extends TrainedModel {
  readonly fork: Fork
  /** What the written model must answer as the run does: a byte a pixel. */
  readonly images: readonly Uint8Array[]
}

/** Probabilities in float32 and in double differ by less than a millionth in any sound network. */
const mostDifference = 0.001
const reloadWithinMs = 120_000

/** Writes a layers model to a new folder, or a new zip file, that answers as its run does. */
export const exportToPath = (model: ModelExport, path: string): Promise<ExportProof> =>
  writeNew(path, tfjsFiles(model), (temporary) => prove(model, temporary))

/** The same as a zip file in memory. */
export async function exportAsZip(model: ModelExport, name: string): Promise<ExportedModel> {
  const folder = await mkdtemp(join(tmpdir(), 'digit-lab-'))
  try {
    const fileName = zipNameOf(name)
    const proof = await exportToPath(model, join(folder, fileName))
    const zip = await readFile(join(folder, fileName))
    return { fileName, zip: zip.toString('base64'), bytes: zip.length, proof }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A run's name as a file name on any system. */
export function zipNameOf(name: string): string {
  const plain = name.replaceAll(/[^\p{L}\p{N}_-]+/gu, '-').replaceAll(/^-+|-+$/g, '')
  return `${Array.from(plain).slice(0, 50).join('') || 'model'}-tfjs.zip`
}

async function prove(model: ModelExport, path: string): Promise<ExportProof> {
  const { images, fork } = model
  const expected = guess(loadModel(model.config, model.shape, model.weights), images)
  const answers = unwrap(await reload(fork, { path, images }))
  const proof = compared(
    expected.map(({ probabilities }) => probabilities),
    answers,
  )
  if (proof.largestDifference <= mostDifference) return proof
  throw new AppError(
    'internal',
    `The exported model does not answer as the run does: ${String(proof.sameAnswers)} of ${String(images.length)} answers are the same, the largest difference is ${String(proof.largestDifference)}`,
  )
}

type Answers = readonly (readonly number[])[]

function compared(expected: Answers, answers: Answers): ExportProof {
  const pairs = expected.map((ours, index) => [ours, answers[index] ?? []] as const)
  const differences = pairs.flatMap(([ours, theirs]) =>
    ours.map((share, digit) => Math.abs(share - (theirs[digit] ?? Infinity))),
  )
  return {
    images: expected.length,
    sameAnswers: pairs.filter(([ours, theirs]) => digitOf(ours) === digitOf(theirs)).length,
    largestDifference: Math.max(0, ...differences),
  }
}

const digitOf = (probabilities: readonly number[]) =>
  probabilities.indexOf(Math.max(...probabilities))

/** Loads a written model with TensorFlow.js in a process of its own. */
function reload(fork: Fork, message: ToReload): Promise<FromReload> {
  const port = fork<ToReload, FromReload>('reload')
  const late = setTimeout(port.kill, reloadWithinMs)
  const answered = new Promise<FromReload>((resolve, reject) => {
    port.onMessage(resolve)
    port.onExit((how) => {
      reject(new AppError('engine', `The exported model could not be loaded again: ${how}`))
    })
  })
  port.send(message)
  return answered.finally(() => {
    clearTimeout(late)
    port.kill()
  })
}
