import type { PublishedPlace } from '../../contract/comparison.ts'
import { published } from '../../contract/training.ts'
import { countText } from '../diagnosis/words.ts'
import { mnist } from '../mnist.ts'
import { significance, spreadOf } from '../statistics/spread.ts'
import { oneAgainstMany, type TestedDifference } from '../statistics/student-tests.ts'
import { accuracyText, chanceText, rangeText } from './numbers.ts'

export const publishedAccuracy = 1 - published.test.error

/** Nobody has the answers behind the figure, so that what chance did to it on so many images is not shared with the repeats. */
const ownVariance = (publishedAccuracy * (1 - publishedAccuracy)) / mnist.test

/** The published test accuracy minus the mean of at least two repeats. */
export const publishedAgainst = (values: readonly number[]): TestedDifference | null =>
  oneAgainstMany(values, publishedAccuracy, ownVariance)

function placeOf(least: number, most: number, p: number | null): PublishedPlace['place'] {
  if (least <= publishedAccuracy && publishedAccuracy <= most) return 'inside'
  return p !== null && p >= significance ? 'edge' : 'outside'
}

const placeWords = {
  inside: 'inside the spread',
  edge: 'at the edge of the spread',
  outside: 'outside the spread',
} as const

/** Where the published test accuracy lies among at least two repeats. */
export function publishedPlace(values: readonly number[]): PublishedPlace {
  const { n, mean, least, most, interval } = spreadOf(values)
  const p = publishedAgainst(values)?.p ?? null
  const place = placeOf(least, most, p)
  const below = values.filter((value) => value < publishedAccuracy).length
  const seen = `${rangeText([least, most])}, mean ${accuracyText(mean)}, 95 % interval of the mean ${rangeText(interval ?? [mean, mean])}`
  const chance =
    p === null
      ? ''
      : ` One more repeat, measured on ${countText(mnist.test)} images as the figure was, is as far from them ${chanceText(p)}.`
  return {
    place,
    below,
    p,
    text: `The published ${accuracyText(publishedAccuracy)} lies ${placeWords[place]} of ${String(n)} repeats (${seen}): ${String(below)} of ${String(n)} are below it.${chance}`,
  }
}
