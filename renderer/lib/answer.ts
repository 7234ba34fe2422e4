import type { Guess, Pixels } from '../../electron/contract/digits.ts'

/** Whether an answer is as probable as people want it to be to count as sure. */
export const isSure = ({ confidence }: Guess, sureFrom: number): boolean => confidence >= sureFrom

export interface Choice {
  /** The class, in the order of labels. */
  readonly label: number
  readonly probability: number
}

/** The classes from the most to the least probable. */
export const choicesOf = ({ probabilities }: Guess): readonly Choice[] =>
  probabilities
    .map((probability, label) => ({ label, probability }))
    .toSorted((a, b) => b.probability - a.probability)

/** As many bars as stand below each other. */
const mostBars = 10

/** The most probable classes, in the order of their labels. */
export const barsOf = (guess: Guess): readonly Choice[] =>
  choicesOf(guess)
    .slice(0, mostBars)
    .toSorted((a, b) => a.label - b.label)

/** A smaller share reads as 0 %. */
export const leastShown = 0.005

/** A share as percent with one decimal and its sign. */
export const formatShare = (share: number): string => `${(share * 100).toFixed(1)} %`

/** Whole percent; only what reads as 100.0 % is 100. */
export const wholePercent = (share: number): number =>
  share < 0.9995 ? Math.min(99, Math.round(share * 100)) : 100

/** A share as whole percent with its sign. */
export const formatWholeShare = (share: number): string => `${String(wholePercent(share))} %`

/** The bytes of an image as red, green, blue and opaque. */
export function greyPixels(pixels: Pixels): Uint8ClampedArray<ArrayBuffer> {
  const bytes = atob(pixels)
  return Uint8ClampedArray.from({ length: bytes.length * 4 }, (_, at) =>
    at % 4 === 3 ? 255 : bytes.charCodeAt(Math.floor(at / 4)),
  )
}
