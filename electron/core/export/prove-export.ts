import { AppError } from '../../contract/errors.ts'
import type { ExportFormat, ExportProof } from '../../contract/exports.ts'
import type { OwnCard } from '../../formats/plain-model.ts'
import type { Fork } from '../../train/messages.ts'
import { askProcess } from './ask-process.ts'
import type { Answers, ToProver } from './prover-messages.ts'

/** What a written model must answer. */
export interface Expected {
  readonly format: ExportFormat
  readonly card: OwnCard
  /** Of the run. */
  readonly answers: Answers
  /** A byte a pixel. */
  readonly images: readonly Uint8Array[]
  /** Null where nobody knows what is on them. */
  readonly labels: readonly number[] | null
}

/**
 * A number of an answer may differ by this share of the greatest of that answer, or of 1 where that is more. What float32
 * and double make of one network differs by less than a tenth of it; probabilities are at most 1, logits seldom 100.
 */
const mostDifference = 1e-5

/** Loads a written model in a process of its own; throws unless it answers as its run does. */
export async function prove(expected: Expected, path: string, fork: Fork): Promise<ExportProof> {
  const { images, labels, format, card, answers } = expected
  const order: ToProver = { path, format, card, images }
  const failure = 'The exported model could not be loaded again'
  const proof = compared(answers, await askProcess<Answers>(fork, 'prover', order, failure), labels)
  if (proof.largestDifference <= mostDifference) return proof
  throw new AppError(
    'internal',
    `The exported model does not answer as the run does: ${String(proof.sameAnswers)} of ${String(images.length)} answers are the same, the largest difference is ${String(proof.largestDifference)}`,
  )
}

function compared(ours: Answers, theirs: Answers, labels: readonly number[] | null): ExportProof {
  const pairs = ours.map((own, index) => [own, theirs[index] ?? []] as const)
  const isRight = (index: number) => classOf(theirs[index] ?? []) === labels?.[index]
  return {
    images: ours.length,
    sameAnswers: pairs.filter(([own, other]) => classOf(own) === classOf(other)).length,
    right: labels && ours.filter((_, index) => isRight(index)).length,
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
