import type { Interval } from '../../contract/comparison.ts'
import { atMostHeads, chiSquareTail } from './distributions.ts'
import { z95 } from './normal.ts'

/** With fewer images than this that only one of both reads right, chi-square is too rough. */
const fewDiscordant = 25

export interface McNemar {
  readonly p: number
  readonly isExact: boolean
}

/**
 * Whether two readers of the same images differ, from the images that only one of them reads right, by Q. McNemar
 * ("Note on the sampling error of the difference between correlated proportions or percentages", Psychometrika 12,
 * 1947): the exact binomial test for fewer than 25 of them, chi-square with A. L. Edwards' correction otherwise.
 */
export function mcnemar(onlyFirst: number, onlySecond: number): McNemar {
  const of = onlyFirst + onlySecond
  if (of < fewDiscordant) {
    const oneSided = of === 0 ? 1 : atMostHeads(Math.min(onlyFirst, onlySecond), of)
    return { p: Math.min(1, 2 * oneSided), isExact: true }
  }
  const beyond = Math.max(0, Math.abs(onlyFirst - onlySecond) - 1)
  return { p: chiSquareTail(beyond ** 2 / of), isExact: false }
}

/**
 * The 95 % interval of the second's share of right answers minus the first's, on the same images, by A. Agresti and
 * Y. Min ("Simple improved confidence intervals for comparing matched proportions", Statistics in Medicine 24, 2005):
 * half an image is added to each of the four counts.
 */
export function pairedShares(onlyFirst: number, onlySecond: number, images: number): Interval {
  const of = images + 2
  const difference = (onlySecond - onlyFirst) / of
  const discordant = (onlyFirst + onlySecond + 1) / of
  const half = z95 * Math.sqrt((discordant - difference ** 2) / of)
  return [difference - half, difference + half]
}
