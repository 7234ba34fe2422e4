import { AppError, unwrap } from '../../contract/errors.ts'
import type { ExportFormat, ExportProof } from '../../contract/exports.ts'
import { modelCard, plainModel, type ModelBorder } from '../../formats/plain-model.ts'
import type { TrainedModel } from '../../formats/plain-model.ts'
import type { Fork } from '../../train/messages.ts'
import { loadModel } from '../models.ts'
import { numbersFor } from './plain-answers.ts'
import type { Answers, FromProver, ToProver } from './prover-messages.ts'

/** What a written model must answer as the run does, and the images to prove it on. */
export interface Expected extends ModelBorder {
  readonly format: ExportFormat
  readonly trained: TrainedModel
  /** A byte a pixel. */
  readonly images: readonly Uint8Array[]
  readonly labels: readonly number[]
}

/**
 * A number of an answer may differ by this share of the greatest of that answer, or of 1 where that is more. What float32
 * and double make of one network differs by less than a hundredth of it; probabilities are at most 1, logits seldom 100.
 */
const mostDifference = 1e-5
const proveWithinMs = 120_000

/** Loads a written model in a process of its own; throws unless it answers as its run does. */
export async function prove(expected: Expected, path: string, fork: Fork): Promise<ExportProof> {
  const { trained, images, labels, format, answer } = expected
  const model = loadModel(trained.config, trained.shape, trained.weights)
  const ours = images.map((image) => numbersFor(answer, model, image))
  const card = modelCard(plainModel(trained, expected))
  const theirs = unwrap(await loadedAgain(fork, { path, format, card, images }))
  const proof = compared(ours, theirs, labels)
  if (proof.largestDifference <= mostDifference) return proof
  throw new AppError(
    'internal',
    `The exported model does not answer as the run does: ${String(proof.sameAnswers)} of ${String(images.length)} answers are the same, the largest difference is ${String(proof.largestDifference)}`,
  )
}

function compared(ours: Answers, theirs: Answers, labels: readonly number[]): ExportProof {
  const pairs = ours.map((own, index) => [own, theirs[index] ?? []] as const)
  return {
    images: ours.length,
    sameAnswers: pairs.filter(([own, other]) => classOf(own) === classOf(other)).length,
    right: pairs.filter(([, other], index) => classOf(other) === labels[index]).length,
    largestDifference: Math.max(0, ...pairs.map(([own, other]) => differenceOf(own, other))),
  }
}

/** Largest difference of two answers, as a share of the greatest number where that is more than 1. */
function differenceOf(ours: readonly number[], theirs: readonly number[]): number {
  const greatest = Math.max(1, ...ours.map(Math.abs))
  const differences = ours.map((number, index) => Math.abs(number - (theirs[index] ?? Infinity)))
  return Math.max(...differences) / greatest
}

const classOf = (numbers: readonly number[]) => numbers.indexOf(Math.max(...numbers))

function loadedAgain(fork: Fork, message: ToProver): Promise<FromProver> {
  const port = fork<ToProver, FromProver>('prover')
  const late = setTimeout(port.kill, proveWithinMs)
  const answered = new Promise<FromProver>((resolve, reject) => {
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
