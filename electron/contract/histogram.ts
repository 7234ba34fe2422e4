import type { Histogram } from './training.ts'

/** How many values a histogram holds. */
export const countOf = ({ counts }: Histogram): number =>
  counts.reduce((sum, count) => sum + count, 0)

/** About the standard deviation of its values, each taken as the middle of its bin; 0 of none. */
export function spreadOf(histogram: Histogram): number {
  const { least, most, counts } = histogram
  const count = countOf(histogram)
  if (count === 0) return 0
  const width = (most - least) / counts.length
  const middles = counts.map((_, bin) => least + (bin + 0.5) * width)
  const weighted = (of: (middle: number) => number) =>
    counts.reduce((sum, times, bin) => sum + times * of(middles[bin] ?? 0), 0) / count
  const mean = weighted((middle) => middle)
  return Math.sqrt(weighted((middle) => (middle - mean) ** 2))
}
