import type { Spread } from '../../contract/comparison.ts'
import { studentBound } from './distributions.ts'

/** Within this chance of what is only chance, a difference is not called one. */
export const significance = 0.05

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)

export function meanOf(values: readonly number[]): number {
  return sumOf(values) / values.length
}

/** Of a sample of at least two, with n − 1. */
export function varianceOf(values: readonly number[]): number {
  const mean = meanOf(values)
  // Equal values have none, whatever rounding makes of their mean.
  if (values.every((value) => value === values[0])) return 0
  return sumOf(values.map((value) => (value - mean) ** 2)) / (values.length - 1)
}

/** `values` is not empty. */
export function spreadOf(values: readonly number[]): Spread {
  const n = values.length
  const mean = meanOf(values)
  const seen = { n, mean, least: Math.min(...values), most: Math.max(...values) }
  if (n < 2) return { ...seen, deviation: null, interval: null }
  const deviation = Math.sqrt(varianceOf(values))
  const half = (studentBound(significance, n - 1) * deviation) / Math.sqrt(n)
  return { ...seen, deviation, interval: [mean - half, mean + half] }
}
