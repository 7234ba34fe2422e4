import type { Answer } from './answers.ts'
import { table } from './print.ts'
import { percent, whole } from './words.ts'

interface Tally {
  readonly count: number
  readonly correct: number
  /** Share of right answers, 0 to 1; null when there was nothing to answer. */
  readonly accuracy: number | null
}

/** How labelled drawings were read. A drawing without ink counts as read wrong, one without a label not at all. */
export interface Score extends Tally {
  readonly perDigit: readonly (Tally & { readonly digit: number })[]
}

const tally = (count: number, correct: number): Tally => ({
  count,
  correct,
  accuracy: count === 0 ? null : correct / count,
})

/** Counts answers as they come, without keeping them. */
export function scoreKeeper() {
  const counts = new Array<number>(10).fill(0)
  const correct = new Array<number>(10).fill(0)
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  return {
    add: ({ label, guess }: Answer) => {
      if (label === null) return
      counts[label] = (counts[label] ?? 0) + 1
      if (guess?.digit === label) correct[label] = (correct[label] ?? 0) + 1
    },
    score: (): Score => ({
      ...tally(sum(counts), sum(correct)),
      perDigit: counts.map((count, digit) => ({ digit, ...tally(count, correct[digit] ?? 0) })),
    }),
  }
}

const accuracyText = (accuracy: number | null) => (accuracy === null ? '–' : percent(accuracy))

/** The score for people to read. */
export const scoreLines = ({ perDigit, ...all }: Score): readonly string[] =>
  table(
    [
      { title: 'Digit' },
      { title: 'Drawings', right: true },
      { title: 'Right', right: true },
      { title: 'Accuracy %', right: true },
    ],
    [
      ...perDigit.map((row) => ({ title: String(row.digit), ...row })),
      { title: 'All', ...all },
    ].map(({ title, count, correct, accuracy }) => [
      title,
      whole(count),
      whole(correct),
      accuracyText(accuracy),
    ]),
  )
