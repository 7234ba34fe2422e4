import type { Run } from '../entities.ts'
import { didYouMean } from '../nearest.ts'
import { isNone, type ColumnKind, type ColumnValue, type RunColumn } from '../run-columns.ts'
import { compareTexts } from '../sort-runs.ts'
import { takeMoment } from './moments.ts'
import { takeQuantity } from './quantities.ts'
import { FilterProblem, type Cursor, type Token } from './tokens.ts'

/** Whether a run fits; null where what it is asked for is not known. */
export type Test = (run: Run) => boolean | null

const orders = {
  '=': (order: number) => order === 0,
  '!=': (order: number) => order !== 0,
  '<': (order: number) => order < 0,
  '<=': (order: number) => order <= 0,
  '>': (order: number) => order > 0,
  '>=': (order: number) => order >= 0,
} as const
type Order = keyof typeof orders
export type Sign = Order | '~'

const ordered = Object.keys(orders) as readonly Order[]

/** The signs that go with a kind of column. */
export const signsOf: Readonly<Record<ColumnKind, readonly Sign[]>> = {
  text: [...ordered, '~'],
  list: ['=', '!=', '~'],
  flag: ['=', '!='],
  number: ordered,
  share: ordered,
  seconds: ordered,
  bytes: ordered,
  moment: ordered,
}

type Holds = (value: NonNullable<ColumnValue>) => boolean

/** Below zero where a value of the column comes before the one of the filter. */
type Place = (value: NonNullable<ColumnValue>) => number

const placed = (sign: Order, place: Place): Holds => {
  const holds = orders[sign]
  return (value) => holds(place(value))
}

/** What two ways to compute one number may differ by. */
const tolerance = 1e-9

function numberPlace(wanted: number): Place {
  return (value) => {
    const difference = Number(value) - wanted
    return Math.abs(difference) <= tolerance * Math.abs(wanted) ? 0 : difference
  }
}

function takeText(cursor: Cursor, { key }: RunColumn): Token {
  const token = cursor.take()
  if (token.kind === 'word' || token.kind === 'quoted') return token
  throw new FilterProblem(token, `${key} takes a text, in quotes where it has spaces or signs`)
}

/** One of the texts that the column has. */
function takeChoice(cursor: Cursor, column: RunColumn): string {
  const token = takeText(cursor, column)
  const { key, values } = column
  if (!values || values.includes(token.text.toLowerCase())) return token.text
  const hint = didYouMean(token.text.toLowerCase(), values)
  throw new FilterProblem(token, `${key} is one of ${values.join(', ')}${hint}`)
}

function textHolds(cursor: Cursor, column: RunColumn, sign: Sign): Holds {
  if (sign === '~') {
    const part = takeText(cursor, column).text.toLowerCase()
    return (value) => String(value).toLowerCase().includes(part)
  }
  const wanted = takeChoice(cursor, column)
  return placed(sign, (value) => compareTexts(String(value), wanted))
}

function listHolds(cursor: Cursor, column: RunColumn, sign: Sign): Holds {
  const wanted = takeText(cursor, column).text.toLowerCase()
  const isIt = (item: string) =>
    sign === '~' ? item.toLowerCase().includes(wanted) : item.toLowerCase() === wanted
  return (value) => typeof value === 'object' && value.some(isIt) !== (sign === '!=')
}

const flags: ReadonlyMap<string, boolean> = new Map([
  ...['yes', 'true', 'on', '1'].map((word) => [word, true] as const),
  ...['no', 'false', 'off', '0'].map((word) => [word, false] as const),
])

function flagHolds(cursor: Cursor, { key }: RunColumn, sign: Sign): Holds {
  const token = cursor.take()
  const wanted = flags.get(token.text.toLowerCase())
  if (wanted === undefined) throw new FilterProblem(token, `${key} takes yes or no`)
  return (value) => (value === wanted) !== (sign === '!=')
}

function momentHolds(cursor: Cursor, { key }: RunColumn, sign: Order, now: number): Holds {
  const token = cursor.peek()
  const { from, to } = takeMoment(cursor, now, key)
  if (from === to && (sign === '=' || sign === '!='))
    throw new FilterProblem(token, `${key} takes a day after ${sign}; a time ago goes with < and >`)
  const end = Math.max(to, from + 1)
  return placed(sign, (value) => (Number(value) < from ? -1 : Number(Number(value) >= end)))
}

/** Reads the value that a column is compared with. */
function takeHolds(cursor: Cursor, column: RunColumn, sign: Sign, now: number): Holds {
  const { kind, key } = column
  if (kind === 'text') return textHolds(cursor, column, sign)
  if (kind === 'list') return listHolds(cursor, column, sign)
  if (kind === 'flag') return flagHolds(cursor, column, sign)
  // Kinds with an order have no other sign.
  const order = sign as Order
  return kind === 'moment'
    ? momentHolds(cursor, column, order, now)
    : placed(order, numberPlace(takeQuantity(cursor, kind, key)))
}

const kindNames: Readonly<Record<ColumnKind, string>> = {
  text: 'a text',
  list: 'a list',
  flag: 'yes or no',
  number: 'a number',
  share: 'a share',
  seconds: 'a time',
  bytes: 'a size',
  moment: 'a moment',
}

const isNoneWord = ({ kind, text }: Token): boolean =>
  kind === 'word' && text.toLowerCase() === 'none'

/** The sign that a token stands for, where it goes with the column; throws a FilterProblem otherwise. */
export function signFor(token: Token, { key, kind }: RunColumn): Sign {
  const wanted = token.text === '==' ? '=' : token.text
  const sign = signsOf[kind].find((each) => each === wanted)
  if (sign) return sign
  throw new FilterProblem(
    token,
    `${key} is ${kindNames[kind]} and goes with ${signsOf[kind].join(' ')}`,
  )
}

/** Reads the value after a sign. */
export function takeComparison(cursor: Cursor, column: RunColumn, sign: Sign, now: number): Test {
  if ((sign === '=' || sign === '!=') && isNoneWord(cursor.peek())) {
    cursor.take()
    return (run) => {
      const value = column.value(run)
      // The text `none` is meant as well: hidden layers are called so where there are none.
      return (isNone(value) || value === 'none') === (sign === '=')
    }
  }
  const holds = takeHolds(cursor, column, sign, now)
  return (run) => {
    const value = column.value(run)
    return value === null ? null : holds(value)
  }
}
