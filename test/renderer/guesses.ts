import type { Guess } from '../../electron/contract/digits.ts'
import type { RunAnswer } from '../../electron/contract/evaluations.ts'
import { aRun } from './a-run.ts'

/** The answer that these probabilities make. */
export const guessOf = (probabilities: readonly number[]): Guess => {
  const confidence = Math.max(...probabilities)
  return { digit: probabilities.indexOf(confidence), confidence, probabilities }
}

/** An answer that is as sure of a digit as is told; the rest goes to the next one. */
export const sureOf = (digit: number, confidence = 0.9): Guess => ({
  digit,
  confidence,
  probabilities: Array.from({ length: 10 }, (_, at) => {
    if (at === digit) return confidence
    return at === (digit + 1) % 10 ? 1 - confidence : 0
  }),
})

export const answerOf = (id: string, epoch: number, digit: number): RunAnswer => ({
  id: aRun({ id }).id,
  epoch,
  guess: sureOf(digit),
})
