import type { ErrorBoard, ErrorPile } from '../../contract/evaluations.ts'

/** What two runs made of the same images. */
export interface TwoReadings {
  readonly labels: Uint8Array
  readonly a: Uint8Array
  readonly b: Uint8Array
}

function pileOf(isRightA: boolean, isRightB: boolean): ErrorPile | 'both-right' {
  if (isRightA) return isRightB ? 'both-right' : 'broken'
  return isRightB ? 'fixed' : 'both-wrong'
}

const piles = ({ labels, a, b }: TwoReadings): readonly (ErrorPile | 'both-right')[] =>
  Array.from(labels, (label, place) => pileOf(a[place] === label, b[place] === label))

export function errorBoard(readings: TwoReadings): ErrorBoard {
  const counts = { 'both-right': 0, fixed: 0, broken: 0, 'both-wrong': 0 }
  for (const pile of piles(readings)) counts[pile] += 1
  return {
    images: readings.labels.length,
    bothRight: counts['both-right'],
    fixed: counts.fixed,
    broken: counts.broken,
    bothWrong: counts['both-wrong'],
  }
}

/** The places of the images of a pile, in their order. */
export const inPile = (readings: TwoReadings, wanted: ErrorPile): readonly number[] =>
  piles(readings).flatMap((pile, place) => (pile === wanted ? [place] : []))
