import { takeQuantity } from './quantities.ts'
import { FilterProblem, type Cursor } from './tokens.ts'

/** From a moment up to, but not including, another one; the two are equal for a time ago. */
export interface Span {
  /** Milliseconds since 1970. */
  readonly from: number
  readonly to: number
}

/** Year, month and so on, as many as are given. */
type Parts = readonly number[]

const dateOf = ([year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0]: Parts): Date =>
  new Date(year, month - 1, day, hour, minute, second)

/** False for a 30th of February. */
function isReal(parts: Parts): boolean {
  const date = dateOf(parts)
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()]
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()]
  return parts.every((part, index) => part === [...day, ...time][index])
}

/** The year, month, day, minute or second that the last part counts. */
const spanOf = (parts: Parts): Span => ({
  from: dateOf(parts).getTime(),
  to: dateOf(parts.with(-1, (parts.at(-1) ?? 0) + 1)).getTime(),
})

function dayOf(now: number, daysBefore: number): Span {
  const date = new Date(now)
  return spanOf([date.getFullYear(), date.getMonth() + 1, date.getDate() - daysBefore])
}

const calendar = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?)?)?)?$/i
const clock = /^\d\d:\d\d(:\d\d)?$/
const daysBefore: ReadonlyMap<string, number> = new Map([
  ['today', 0],
  ['yesterday', 1],
])

function takeCalendar(cursor: Cursor, name: string): Span {
  const token = cursor.take()
  const time = token.text.length === 10 && clock.test(cursor.peek().text) ? cursor.take() : token
  const text = time === token ? token.text : `${token.text} ${time.text}`
  const given = calendar.exec(text)?.slice(1) as readonly (string | undefined)[] | undefined
  const parts = (given ?? []).filter((part) => part !== undefined).map(Number)
  if (!isReal(parts))
    throw new FilterProblem(
      { from: token.from, to: time.to },
      `${name}: there is no such day or time`,
    )
  return spanOf(parts)
}

/** The day, time or time ago that comes next; `name` is what it is said of. */
export function takeMoment(cursor: Cursor, now: number, name: string): Span {
  const { text } = cursor.peek()
  const before = daysBefore.get(text.toLowerCase())
  if (before !== undefined) {
    cursor.take()
    return dayOf(now, before)
  }
  if (calendar.test(text)) return takeCalendar(cursor, name)
  const from = now - takeQuantity(cursor, 'ago', name) * 1000
  if (cursor.peek().text.toLowerCase() === 'ago') cursor.take()
  return { from, to: from }
}
