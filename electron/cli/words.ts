const inGroups = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })

/** A whole number with a comma at the thousands. */
export const whole = (value: number): string => inGroups.format(value)

/** A share of 0 to 1 as a percentage with two decimals, without its sign. */
export const percent = (share: number): string => (share * 100).toFixed(2)

/** A loss with four decimals. */
export const lossText = (loss: number | null): string =>
  loss === null ? 'not finite' : loss.toFixed(4)

/** A difference of two shares in points: `+0.12`, or with a true minus. */
export function points(difference: number): string {
  const text = percent(Math.abs(difference))
  if (text === '0.00') return text
  return `${difference < 0 ? '−' : '+'}${text}`
}

/** `20.4 s`, `4 min 12 s`, `2 h 5 min`. */
export function duration(seconds: number): string {
  if (seconds < 99.95) return `${seconds.toFixed(1)} s`
  const wholeSeconds = Math.round(seconds)
  if (wholeSeconds < 3600)
    return `${String(Math.floor(wholeSeconds / 60))} min ${String(wholeSeconds % 60)} s`
  const minutes = Math.round(seconds / 60)
  return `${String(Math.floor(minutes / 60))} h ${String(minutes % 60)} min`
}

/** `4 s`, `about 4 min`, `about 7 h`: no more exact than it can be known. */
export function about(seconds: number): string {
  if (seconds < 99.5) return `${String(Math.round(seconds))} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 100
    ? `about ${String(minutes)} min`
    : `about ${String(Math.round(minutes / 60))} h`
}

/** `4 s left`, `about 4 min left`. */
export const timeLeft = (seconds: number): string => `${about(seconds)} left`

/** `12.4 MB`, in powers of ten. */
export function size(bytes: number): string {
  if (bytes < 1000) return `${String(bytes)} bytes`
  if (bytes < 1e6) return `${(bytes / 1000).toFixed(1)} kB`
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`
}

const two = (value: number) => String(value).padStart(2, '0')

/** Local time as `2026-01-31 17:05:09`, the same in every locale. */
export function moment(milliseconds: number): string {
  const date = new Date(milliseconds)
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-')
  return `${day} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')}`
}
