import { t } from './translate.ts'

const minute = 60
const hour = 60 * minute
const day = 24 * hour

/** How long something took: `18.1 s`, `4 min 5 s`, `1 h 12 min`. */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds)
  if (whole < minute) return t('time.seconds', { seconds: seconds.toFixed(1) })
  if (whole < hour)
    return t('time.minutesSeconds', {
      minutes: Math.floor(whole / minute),
      seconds: whole % minute,
    })
  const minutes = Math.round(seconds / minute)
  return t('time.hoursMinutes', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
}

/** How long something will take, nothing more exact than it can be known: `about 20 s`, `about 4 min`. */
export function formatAbout(seconds: number): string {
  if (seconds < 1.5 * minute) return t('time.aboutSeconds', { seconds: Math.ceil(seconds) })
  if (seconds < 1.5 * hour) return t('time.aboutMinutes', { minutes: Math.round(seconds / minute) })
  return t('time.aboutHours', { hours: Math.round(seconds / hour) })
}

/** The same where there is little room: `≈ 20 s`, `≈ 4 min`. */
export function formatRoughly(seconds: number): string {
  if (seconds < 1.5 * minute) return t('time.roughSeconds', { seconds: Math.ceil(seconds) })
  if (seconds < 1.5 * hour) return t('time.roughMinutes', { minutes: Math.round(seconds / minute) })
  return t('time.roughHours', { hours: Math.round(seconds / hour) })
}

/** What is left of something under way: the seconds count down, more is only about. */
export const formatEstimate = (seconds: number): string =>
  seconds < 1.5 * minute
    ? t('time.wholeSeconds', { seconds: Math.ceil(seconds) })
    : formatAbout(seconds)

/** How long ago, both in milliseconds since 1970; a moment in the future counts as now. */
export function formatAgo(at: number, now: number): string {
  const seconds = Math.max(0, Math.floor((now - at) / 1000))
  if (seconds < 2) return t('time.justNow')
  if (seconds < minute) return t('time.secondsAgo', { count: seconds })
  if (seconds < hour) return t('time.minutesAgo', { count: Math.floor(seconds / minute) })
  if (seconds < day) return t('time.hoursAgo', { count: Math.floor(seconds / hour) })
  const days = Math.floor(seconds / day)
  return days === 1 ? t('time.yesterday') : t('time.daysAgo', { count: days })
}

const moments = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'medium' })

/** The exact moment, for the hint behind a relative one. */
export const formatMoment = (at: number): string => moments.format(at)

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' })
const dayAndClock = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
})

/** A moment of today as `14:20`, another day's with its date; both in milliseconds since 1970. */
export const formatClock = (at: number, now: number): string =>
  (new Date(at).toDateString() === new Date(now).toDateString() ? clock : dayAndClock).format(at)
