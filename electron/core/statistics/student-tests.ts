import type { Interval } from '../../contract/comparison.ts'
import { studentBound, twoSidedStudent } from './distributions.ts'
import { meanOf, significance, varianceOf } from './spread.ts'

/** A difference, and how surely it is one. */
export interface TestedDifference {
  /** The second minus the first. */
  readonly difference: number
  /** 95 % interval. */
  readonly interval: Interval
  /** How often chance alone makes a difference as large. */
  readonly p: number
}

/** Null where values do not vary at all: then nothing tells chance from a difference. */
function byStudent(difference: number, error: number, freedom: number): TestedDifference | null {
  if (error === 0)
    return difference === 0 ? { difference, interval: [difference, difference], p: 1 } : null
  const half = studentBound(significance, freedom) * error
  return {
    difference,
    interval: [difference - half, difference + half],
    p: twoSidedStudent(difference / error, freedom),
  }
}

/**
 * Two groups of at least two values each, whose deviations may differ, by B. L. Welch ("The generalization of
 * Student's problem when several different population variances are involved", Biometrika 34, 1947).
 */
export function welch(
  first: readonly number[],
  second: readonly number[],
): TestedDifference | null {
  const a = varianceOf(first) / first.length
  const b = varianceOf(second) / second.length
  const freedom = (a + b) ** 2 / (a ** 2 / (first.length - 1) + b ** 2 / (second.length - 1))
  return byStudent(meanOf(second) - meanOf(first), Math.sqrt(a + b), freedom)
}

/** At least two pairs, value by value. */
export function pairedT(
  first: readonly number[],
  second: readonly number[],
): TestedDifference | null {
  const differences = second.map((value, place) => value - (first[place] ?? NaN))
  const n = differences.length
  return byStudent(meanOf(differences), Math.sqrt(varianceOf(differences) / n), n - 1)
}

/** More is as good as endless, where Student's t is the normal distribution. */
const mostFreedom = 1e6

/**
 * Whether one value may be a further one of a group of at least two, by J. R. Crawford and D. C. Howell ("Comparing an
 * individual's test score against norms derived from small samples", The Clinical Neuropsychologist 12, 1998). The
 * interval is that of the difference to one further value. A variance that the value has of its own, which those of
 * the group do not, is added, with F. E. Satterthwaite's degrees of freedom.
 */
export function oneAgainstMany(
  many: readonly number[],
  one: number,
  ownVariance = 0,
): TestedDifference | null {
  const variance = varianceOf(many) * (1 + 1 / many.length)
  const error = Math.sqrt(variance + ownVariance)
  const freedom = ((variance + ownVariance) / variance) ** 2 * (many.length - 1)
  return byStudent(one - meanOf(many), error, Math.min(freedom, mostFreedom))
}
