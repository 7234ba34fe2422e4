import type { Run, RunId } from '../../../electron/contract/entities.ts'
import type { ImageAnswers } from '../../../electron/contract/evaluations.ts'

export interface AnsweredRun {
  readonly id: RunId
  readonly name: string
  readonly colour: number
  readonly says: string
  readonly sense: 'good' | 'bad'
  /** Percent without the sign. */
  readonly sure: string
}

/** What each run but the chosen one says of an image, in the order of the answers. */
export const answeredRuns = (
  { answers, label }: ImageAnswers,
  runs: readonly Run[],
  chosen: { readonly id: RunId; readonly classes: readonly string[] },
): readonly AnsweredRun[] =>
  answers.flatMap(({ id, guess }) => {
    const run = runs.find((each) => each.id === id)
    if (!run || id === chosen.id) return []
    return [
      {
        id,
        name: run.name,
        colour: run.colour,
        says: chosen.classes[guess.digit] ?? String(guess.digit),
        sense: guess.digit === label ? 'good' : 'bad',
        sure: (guess.confidence * 100).toFixed(1),
      },
    ]
  })
