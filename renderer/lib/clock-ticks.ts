/** Seconds between two ticks that people count in. */
const steps = [
  ...[1, 2, 5, 10, 15, 30],
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * 60),
  ...[1, 2, 3, 6, 12].map((hours) => hours * 3600),
  ...[1, 2, 7, 14, 30, 60, 90, 180, 365].map((days) => days * 86_400),
]

export interface Span {
  readonly min: number
  readonly max: number
}

const stepOf = ({ min, max }: Span, most: number): number =>
  steps.find((step) => (max - min) / step <= most) ?? (max - min) / most

/** Seconds that a clock here is ahead of Greenwich. */
const ahead = (seconds: number) => -new Date(seconds * 1000).getTimezoneOffset() * 60

/** Round moments of the local clock, in seconds since 1970, at most about `most`. */
export function clockTicks(span: Span, most: number): readonly number[] {
  const step = stepOf(span, most)
  const offset = ahead(span.min)
  const first = Math.ceil((span.min + offset) / step) * step - offset
  return Array.from({ length: most + 1 }, (_, index) => first + index * step).filter(
    (tick) => tick <= span.max,
  )
}

const words = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-GB', options)
const withSeconds = words({ timeStyle: 'medium' })
const withMinutes = words({ timeStyle: 'short' })
const withHours = words({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })
const withDays = words({ day: 'numeric', month: 'short' })

/** A moment, no more exact than its axis: `14:02:30`, `14:02`, `24 Nov, 14:00`, `24 Nov`. */
export function clockText(seconds: number, { min, max }: Span): string {
  const extent = max - min
  const fine = extent < 300 ? withSeconds : withMinutes
  const coarse = extent < 7 * 86_400 ? withHours : withDays
  return (extent < 86_400 ? fine : coarse).format(seconds * 1000)
}
