import type { Against, ComparisonVerdict } from '../../contract/comparison.ts'
import { countText } from '../diagnosis/words.ts'
import type { Member } from './members.ts'
import { publishedAccuracy } from './published-place.ts'
import { accuracyText, chanceText, listText, pointsRange, pText, signedPoints } from './numbers.ts'

/** What a member is held against. */
export interface Baseline {
  readonly title: string
  readonly mean: number
  readonly seeds: number
  /** Equal for members that differ in their seeds alone; null for the published result. */
  readonly key: string | null
}

export const publishedBaseline: Baseline = {
  title: 'the published result',
  mean: publishedAccuracy,
  seeds: 1,
  key: null,
}

export const baselineOf = ({ title, key, counted, accuracy }: Member): Baseline => ({
  title,
  key,
  mean: accuracy?.mean ?? NaN,
  seeds: counted.length,
})

/** All but the verdict's reason. */
export type Compared = Omit<Against, 'text'>

const testWords = {
  'mcnemar-exact': "McNemar's exact test",
  mcnemar: "McNemar's test",
  welch: "Welch's test",
  'paired-t': 'paired by seed',
  'one-against-many': 'one more seed of the same spread',
  'figure-against-many': 'one more seed of the same spread, with the noise of one figure',
  'two-shares': 'two shares, as if of different images',
} as const

const reached = (title: string, mean: number, seeds: number) =>
  `${title} reads ${accuracyText(mean)} of the test images right${seeds > 1 ? ' on average' : ''}`

/** What both reach, image by image where that is known. */
function facts(member: Member, base: Baseline, { board }: Compared): string {
  if (board)
    return `${member.title} is right on ${countText(board.onlyMember)} images that ${base.title} gets wrong, and wrong on ${countText(board.onlyBaseline)} that ${base.title} gets right`
  const { mean } = member.accuracy ?? { mean: NaN }
  return `${reached(member.title, mean, member.counted.length)}, ${base.title} ${accuracyText(base.mean)}`
}

function numbers({ difference, interval, test, p, adjustedP }: Compared): string {
  if (difference === null || interval === null || test === null || p === null) return ''
  const corrected = adjustedP === null ? pText(p) : pText(adjustedP)
  const adjusted = corrected === pText(p) ? '' : `, ${corrected} by Holm`
  return `${signedPoints(difference)} points, 95 % interval ${pointsRange(interval)}, ${testWords[test]} ${pText(p)}${adjusted}`
}

const isSameConfiguration = (member: Member, base: Baseline) => member.key === base.key

/** What the numbers mean. */
function meaning(member: Member, base: Baseline, compared: Compared): string {
  const { p, adjustedP, verdict, seedsNeeded } = compared
  if (isSameConfiguration(member, base))
    return 'Both have the same settings: what sets them apart is the seed, which is the noise itself.'
  const chance = `Chance alone makes such a difference ${chanceText(adjustedP ?? p ?? 1)}.`
  if (verdict !== 'inside-noise' || seedsNeeded === null) return chance
  return `${chance} To see one of this size, about ${countText(seedsNeeded)} seeds of each would be needed.`
}

/** A member against the baseline, with all its numbers. */
export function comparedText(member: Member, base: Baseline, compared: Compared): string {
  return `${facts(member, base, compared)}: ${numbers(compared)}. ${meaning(member, base, compared)}`
}

export const untestedText = (member: Member, base: Baseline, reason: string): string =>
  `Nothing can be said of ${member.title} against ${base.title}: ${reason}.`

const areText = (count: number, what: string) => `${count === 1 ? 'is' : 'are'} ${what}`

type Judged = readonly { readonly title: string; readonly verdict: ComparisonVerdict }[]

/** More names are no sentence any more. */
const mostNamed = 3

const namesText = (titles: readonly string[], of: number): string =>
  titles.length > mostNamed ? `${String(titles.length)} of ${String(of)}` : listText(titles)

/** The verdict in a sentence or a few. */
export function headlineOf(base: Baseline, judged: Judged): string {
  const titles = (verdict: ComparisonVerdict) =>
    judged.filter((each) => each.verdict === verdict).map(({ title }) => title)
  const names = (verdict: ComparisonVerdict) => namesText(titles(verdict), judged.length)
  const same = titles('inside-noise')
  const unknown = titles('cannot-tell')
  const than = same.length > 0 ? '' : ` than ${base.title}`
  const together =
    same.length > mostNamed
      ? `${base.title} and ${names('inside-noise')}`
      : listText([base.title, ...same])
  const trend = (verdict: 'better' | 'worse') => {
    const count = titles(verdict).length
    return count === 0 ? [] : [`${names(verdict)} ${areText(count, `${verdict}${than}`)}.`]
  }
  return [
    ...(same.length > 0 ? [`No clear difference between ${together}.`] : []),
    ...trend('better'),
    ...trend('worse'),
    ...(unknown.length > 0
      ? [`Nothing can be said of ${names('cannot-tell')} against ${base.title}.`]
      : []),
  ].join(' ')
}

const placeWords = {
  inside: 'The published 98.13 % lies inside its spread.',
  edge: 'The published 98.13 % lies at the edge of its spread.',
  outside: 'The published 98.13 % lies outside its spread.',
} as const

/** Of one member, which nothing is compared with. */
export function aloneText({ title, accuracy, counted, published: place }: Member): string {
  if (!accuracy) return `${title} has no finished epoch yet.`
  const said = `${reached(title, accuracy.mean, counted.length)}.`
  return place ? `${said} ${placeWords[place.place]}` : said
}
