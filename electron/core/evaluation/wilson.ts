import { z95 as z } from '../statistics/normal.ts'

/**
 * The 95 % interval of a share of which `count` of `of` were seen, by E. B. Wilson ("Probable inference, the law of
 * succession, and statistical inference", Journal of the American Statistical Association 22, 1927): the shares p that
 * lie within z of their own standard error √(p(1 − p)/n) of the one that was seen.
 */
export function wilsonInterval(count: number, of: number): readonly [low: number, high: number] {
  if (of === 0) return [0, 1]
  const share = count / of
  const square = z ** 2 / of
  const centre = (share + square / 2) / (1 + square)
  const half = (z / (1 + square)) * Math.sqrt((share * (1 - share)) / of + square / (4 * of))
  // Rounding must not take an interval out of what a share can be, nor off a share of 0 or 1.
  const low = count === 0 ? 0 : Math.max(0, centre - half)
  return [low, count === of ? 1 : Math.min(1, centre + half)]
}
