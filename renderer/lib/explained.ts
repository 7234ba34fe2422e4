import type { Explanation, Guess, UnitPart } from '../../electron/contract/digits.ts'
import { formatWholeShare } from './answer.ts'
import { t } from './translate.ts'

/** A part of a logit with its sign and a true minus. */
const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`

export interface UnitTile extends Pick<UnitPart, 'unit' | 'weights'> {
  readonly contribution: string
  readonly isFor: boolean
  readonly spoken: string
}

/** The hidden units that spoke most, in words and tiles. */
export const unitTiles = ({ units }: Explanation): readonly UnitTile[] =>
  units.map(({ unit, contribution, activation, weights }) => ({
    unit,
    weights,
    contribution: signed(contribution),
    isFor: contribution >= 0,
    spoken: t('why.unit', {
      unit: unit + 1,
      contribution: signed(contribution),
      activation: activation.toFixed(2),
    }),
  }))

export interface StrokePart {
  readonly stroke: number
  readonly answer: string
  /** Whether the answer would be another one. */
  readonly isOther: boolean
}

/** What leaving out each stroke changes. */
export function strokeParts(
  { guess, withoutStroke }: Explanation,
  classes: readonly string[],
): readonly StrokePart[] {
  return withoutStroke.map((without, stroke) => ({
    stroke,
    answer: withoutWords(without, classes),
    isOther: without?.digit !== guess.digit,
  }))
}

function withoutWords(without: Guess | null, classes: readonly string[]): string {
  if (!without) return t('why.nothingLeft')
  return t('draw.choice', {
    digit: classes[without.digit] ?? String(without.digit),
    share: formatWholeShare(without.confidence),
  })
}
