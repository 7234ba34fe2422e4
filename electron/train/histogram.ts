import type { Histogram } from '../contract/training.ts'

const bins = 30

/** Counts values in 30 bins between the least and the largest of them. */
export function histogramOf(values: Float32Array): Histogram {
  const { least, most } = rangeOf(values)
  const counts = new Uint32Array(bins)
  const perUnit = most > least ? bins / (most - least) : 0
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? NaN
    // What is not finite is outside of any range.
    if (!(value >= least && value <= most)) continue
    const bin = Math.min(bins - 1, Math.floor((value - least) * perUnit))
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  return { least, most, counts: Array.from(counts) }
}

/** The least and the largest finite value; 0 where there is none. */
function rangeOf(values: Float32Array): Pick<Histogram, 'least' | 'most'> {
  let least = Infinity
  let most = -Infinity
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? NaN
    if (value < least && value !== -Infinity) least = value
    if (value > most && value !== Infinity) most = value
  }
  return least <= most ? { least, most } : { least: 0, most: 0 }
}
