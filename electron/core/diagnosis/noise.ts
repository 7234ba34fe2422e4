/** Mean; 0 of no values. */
export const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length

/** Of a mean of values that have a spread of their own, from that spread. */
function standardError(values: readonly number[]): number {
  const middle = mean(values)
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)) / Math.max(1, values.length))
}

/**
 * Of a share of images read wrong: each image is right or wrong, so the count is binomial. A share of 0 counts
 * as one image wrong, since the next few images may tell.
 */
export function errorNoise(share: number, images: number): number {
  if (images <= 0) return Infinity
  const likely = Math.min(Math.max(share, 1 / images), 1 - 1 / images)
  return Math.sqrt(Math.max(0, likely * (1 - likely)) / images)
}

/**
 * How far a mean loss may be off by chance, as a share of it: most of a loss comes from the images read wrong, and
 * their number varies by its square root.
 */
export const relativeLossNoise = (share: number, images: number): number =>
  1 / Math.sqrt(Math.max(1, share * images))

/** How far values lie from the straight line through them, as a standard deviation. */
export function scatterAroundLine(places: readonly number[], values: readonly number[]): number {
  const middle = mean(places)
  const height = mean(values)
  const spread = mean(places.map((place) => (place - middle) ** 2))
  const slope =
    spread === 0
      ? 0
      : mean(places.map((place, index) => (place - middle) * ((values[index] ?? 0) - height))) /
        spread
  const offs = places.map(
    (place, index) => (values[index] ?? 0) - height - slope * (place - middle),
  )
  // Two numbers of the values went into the line.
  return Math.sqrt(offs.reduce((sum, off) => sum + off ** 2, 0) / Math.max(1, offs.length - 2))
}

/** Means of the first, middle and last third of values, and how far the first and last of them may be off by chance. */
export function thirds(values: readonly number[]) {
  const size = Math.floor(values.length / 3)
  const first = values.slice(0, size)
  const last = values.slice(values.length - size)
  return {
    first: mean(first),
    middle: mean(values.slice(size, values.length - size)),
    last: mean(last),
    noise: Math.hypot(standardError(first), standardError(last)),
  }
}
