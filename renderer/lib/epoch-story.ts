import type { RunAnswer } from '../../electron/contract/evaluations.ts'
import { t } from './translate.ts'

/** Epochs in a row that gave the same answer. */
export interface EpochStretch {
  /** The class. */
  readonly label: number
  readonly from: number
  readonly to: number
  readonly count: number
}

/** What a run answered from epoch to epoch; a change begins another stretch. */
export const stretchesOf = (answers: readonly RunAnswer[]): readonly EpochStretch[] =>
  answers.reduce<EpochStretch[]>((stretches, { epoch, guess: { digit } }) => {
    const last = stretches.at(-1)
    if (last?.label !== digit)
      return [...stretches, { label: digit, from: epoch, to: epoch, count: 1 }]
    return stretches.with(-1, { ...last, to: epoch, count: last.count + 1 })
  }, [])

/** When it made up its mind, in a sentence. */
export function epochStory(answers: readonly RunAnswer[], classes: readonly string[]): string {
  const stretches = stretchesOf(answers)
  const [first, second] = stretches
  const last = stretches.at(-1)
  if (!first || !last) return ''
  const name = (label: number) => classes[label] ?? String(label)
  if (answers.length === 1) return t('draw.story.one', { epoch: first.from })
  if (!second) return t('draw.story.same', { label: name(first.label), epoch: first.from })
  if (stretches.length === 2)
    return t('draw.story.changed', { label: name(first.label), epoch: first.to })
  return t('draw.story.often', {
    times: stretches.length - 1,
    label: name(last.label),
    epoch: last.from,
  })
}
