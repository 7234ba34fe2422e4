/** Stands where there is no number yet. */
export const noValue = '–'

const counts = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })

/** 60000 as `60,000`. */
export const formatCount = (count: number): string => counts.format(count)

/** A share from 0 to 1 as percent without its sign: 0.0187 as `1.87`. */
export const formatPercent = (share: number): string => (share * 100).toFixed(2)

/** A difference of two shares in points with its sign and a true minus; what rounds to nothing has none. */
export function formatPoints(difference: number): string {
  const points = (Math.abs(difference) * 100).toFixed(2)
  if (Number(points) === 0) return points
  return difference < 0 ? `−${points}` : `+${points}`
}

/** Four decimals; a loss that is not finite is null and reads as no value. */
export const formatLoss = (loss: number | null): string => loss?.toFixed(4) ?? noValue

const rates = new Intl.NumberFormat('en-US', { maximumFractionDigits: 10, useGrouping: false })

/** Numbers as people type them, without exponents: 0.0001, not 1e-4. */
export const formatRate = (rate: number): string => rates.format(rate)

/** A setting as people type it: 100, 0.001, and 1e-8 where zeros would be hard to count. */
export const formatNumber = (value: number): string =>
  value !== 0 && Math.abs(value) < 1e-6 ? String(value) : formatRate(value)

/** Megabytes of 1000 × 1000 bytes. */
export const formatMegabytes = (bytes: number): string => (bytes / 1e6).toFixed(1)

/** `89.9 kB`, megabytes from a million bytes on, and gigabytes from ten thousand million on. */
export function formatBytes(bytes: number): string {
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(1)} kB`
  return bytes < 1e10 ? `${formatMegabytes(bytes)} MB` : `${(bytes / 1e9).toFixed(1)} GB`
}

/** First two letters of an ordinal's ending: 2 as `2nd`, 11 as `11th`. */
export function formatOrdinal(position: number): string {
  const teen = position % 100 > 10 && position % 100 < 14
  const ending = teen ? 'th' : (['th', 'st', 'nd', 'rd'][position % 10] ?? 'th')
  return `${formatCount(position)}${ending}`
}
