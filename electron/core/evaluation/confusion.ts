import type { ClassScore } from '../../contract/evaluations.ts'

/** Images by their true class (row) and the class they were read as (column). */
export type Confusion = readonly (readonly number[])[]

export function confusionOf(labels: Uint8Array, predicted: Uint8Array, classes: number): Confusion {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0))
  labels.forEach((label, place) => {
    const row = counts[label]
    const column = predicted[place]
    if (row && column !== undefined) row[column] = (row[column] ?? 0) + 1
  })
  return counts
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

const share = (part: number, whole: number) => (whole === 0 ? null : part / whole)

/** How often each class was found, and how often its name was right. */
export const classScores = (confusion: Confusion): readonly ClassScore[] =>
  confusion.map((row, label) => {
    const right = row[label] ?? 0
    const images = sum(row)
    const named = sum(confusion.map((other) => other[label] ?? 0))
    return {
      images,
      precision: share(right, named),
      recall: share(right, images),
      // The harmonic mean of precision and recall, in counts.
      f1: share(2 * right, named + images),
    }
  })
