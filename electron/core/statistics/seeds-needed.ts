import { shiftedBeyond, studentBound } from './distributions.ts'
import { significance } from './spread.ts'

/** How often a difference that is there is to be seen. */
const wantedPower = 0.8
/** Nobody trains more. */
const mostSeeds = 1000

/** How often two groups of `n` values each, `effect` deviations apart, are told apart at 5 %. */
export function powerOfTwoGroups(effect: number, n: number): number {
  const freedom = 2 * n - 2
  return shiftedBeyond(studentBound(significance, freedom), freedom, effect * Math.sqrt(n / 2))
}

/**
 * The fewest seeds for each of two groups with which a difference of so many deviations is seen in four of five
 * experiments, at 5 %; null where more than 1,000 are needed.
 */
export function seedsNeeded(effect: number): number | null {
  const isEnough = (n: number) => powerOfTwoGroups(effect, n) >= wantedPower
  // With two seeds nine deviations are enough, and much more is beyond what the series can add up.
  if (effect > 10) return 2
  if (!(effect > 0)) return null
  let high = 2
  while (!isEnough(high)) {
    if (high === mostSeeds) return null
    high = Math.min(2 * high, mostSeeds)
  }
  let low = Math.max(2, Math.floor(high / 2))
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (isEnough(middle)) high = middle
    else low = middle + 1
  }
  return low
}
