import type { Guess, Pixels } from '../../electron/contract/digits.ts'

/** Below this probability an answer is called unsure. */
const sureFrom = 0.5

export const isSure = ({ confidence }: Guess): boolean => confidence >= sureFrom

export interface Choice {
  readonly digit: number
  readonly probability: number
}

/** The digits from the most to the least probable. */
export const choicesOf = ({ probabilities }: Guess): readonly Choice[] =>
  probabilities
    .map((probability, digit) => ({ digit, probability }))
    .toSorted((a, b) => b.probability - a.probability)

/** A smaller share reads as 0.0 %. */
export const leastShown = 0.0005

/** A share as percent with one decimal and its sign. */
export const formatShare = (share: number): string => `${(share * 100).toFixed(1)} %`

/** The 784 bytes of an image as red, green, blue and opaque. */
export function greyPixels(pixels: Pixels): Uint8ClampedArray<ArrayBuffer> {
  const bytes = atob(pixels)
  return Uint8ClampedArray.from({ length: bytes.length * 4 }, (_, at) =>
    at % 4 === 3 ? 255 : bytes.charCodeAt(Math.floor(at / 4)),
  )
}
