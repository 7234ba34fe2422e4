import type { Drawing, Explanation, Guess } from '../contract/digits.ts'
import type { Core } from '../core/core.ts'
import type { Answer, Model, Sample } from './answers.ts'
import { percent } from './words.ts'

/** Why a checkpoint answers as it does; null where there is no ink. */
export type Reasons = Pick<Explanation, 'units' | 'saliency' | 'withoutStroke'> | null

/** The answer to a sample and its reasons, as the page Draw has them. */
export async function explained(
  core: Pick<Core, 'ask'>,
  { id, epoch }: Model,
  sample: Sample,
): Promise<{ readonly answer: Answer; readonly reasons: Reasons }> {
  const drawing = drawingOf(sample)
  const found = drawing && (await core.ask('digits.explain', { id, epoch, drawing }))
  if (!found) return { answer: { ...sample, guess: null }, reasons: null }
  const { guess, ...reasons } = found
  return { answer: { ...sample, guess }, reasons }
}

function drawingOf({ pixels, strokes }: Sample): Drawing | null {
  if (pixels === null) return null
  return strokes ? { kind: 'strokes', strokes, steps, padSide: 1 } : { kind: 'picture', pixels }
}

const steps = { crop: true, fit: true, centre: true, soften: true }

/** Beside the number of a drawing, which takes seven characters. */
const indent = ' '.repeat(7)

const signed = (value: number): string => `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(2)}`

const answerWords = (guess: Guess | null, classes: readonly string[]): string =>
  guess
    ? `${classes[guess.digit] ?? String(guess.digit)} with ${percent(guess.confidence)} %`
    : 'nothing is left'

/** What each hidden unit that spoke adds to the answer, and the answer without each stroke. */
export function reasonLines(reasons: Reasons, classes: readonly string[]): readonly string[] {
  if (!reasons) return []
  const { units, withoutStroke } = reasons
  return [
    ...units.map(
      ({ unit, contribution, activation }) =>
        `${indent}unit ${String(unit).padStart(4)}  ${signed(contribution).padStart(6)}  (its output ${activation.toFixed(2)})`,
    ),
    ...withoutStroke.map(
      (guess, stroke) =>
        `${indent}without stroke ${String(stroke + 1)}: ${answerWords(guess, classes)}`,
    ),
  ]
}
