import type { Interval } from '../../contract/comparison.ts'
import { percentText } from '../diagnosis/words.ts'

/** A share as `98.13 %`. */
export const accuracyText = percentText

const bare = (share: number) => (share * 100).toFixed(2)

/** An interval of few values can reach beyond what a share can be. */
const within = (share: number) => Math.min(1, Math.max(0, share))

/** `97.95 to 98.20 %`. */
export const rangeText = ([low, high]: Interval): string =>
  `${bare(within(low))} to ${bare(within(high))} %`

/** A difference of shares in points, signed, with a true minus: `+0.12`. */
export function signedPoints(difference: number): string {
  const text = bare(Math.abs(difference))
  if (text === '0.00') return text
  return `${difference < 0 ? '−' : '+'}${text}`
}

/** `−0.33 to +0.11`. */
export const pointsRange = ([low, high]: Interval): string =>
  `${signedPoints(low)} to ${signedPoints(high)}`

/** `p = 0.37`, `p < 0.001`. */
export function pText(p: number): string {
  if (p < 0.001) return 'p < 0.001'
  return `p = ${p.toFixed(p < 0.01 ? 3 : 2)}`
}

/** How often chance alone does something: `about 37 times in 100`. */
export function chanceText(p: number): string {
  if (p < 0.001) return 'less than once in 1,000 times'
  if (p < 0.01) return `about ${String(Math.round(p * 1000))} times in 1,000`
  return `about ${String(Math.round(p * 100))} times in 100`.replace(' 1 times', ' once')
}

/** `4 s`, `4 min`, `7 h`: no more exact than it can be known. */
export function aboutText(seconds: number): string {
  if (seconds < 99.5) return `${String(Math.max(1, Math.round(seconds)))} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 100 ? `${String(minutes)} min` : `${String(Math.round(minutes / 60))} h`
}

/** `A`, `A and B`, `A, B and C`. */
export const listText = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`
