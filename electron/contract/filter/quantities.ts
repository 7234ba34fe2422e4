import { FilterProblem, type Cursor, type Token } from './tokens.ts'

/** Units by what they multiply a number by. */
type Units = Readonly<Record<number, string>>

interface Scale {
  readonly units: ReadonlyMap<string, number>
  /** What is taken, for people to read. */
  readonly takes: string
}

const scale = (units: Units, takes: string): Scale => ({
  takes,
  units: new Map(
    Object.entries(units).flatMap(([factor, names]) =>
      names.split(' ').map((name) => [name, Number(factor)] as const),
    ),
  ),
})

const times: Units = {
  1: 's sec second seconds',
  60: 'm min minute minutes',
  3600: 'h hour hours',
  86400: 'd day days',
  604800: 'w week weeks',
}

const scales = {
  number: scale({ 0.01: '%', 1e3: 'k', 1e6: 'm' }, 'a number such as 0.001, 5% or 60k'),
  share: scale({ 0.01: '%' }, 'a share such as 2% or 0.02'),
  seconds: scale(times, 'a time such as 90 s, 2 min or 1.5 h'),
  bytes: scale(
    { 1: 'b byte bytes', 1e3: 'k kb', 1e6: 'm mb', 1e9: 'g gb' },
    'a size such as 12 MB',
  ),
  ago: scale(times, 'a day such as 2026-01-31, or a time ago such as 7d'),
} as const
export type QuantityKind = keyof typeof scales

const numeral = /^([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)([^]*)$/i

interface Quantity {
  readonly value: number
  readonly hasUnit: boolean
}

const isUnit = ({ kind, text }: Token, { units }: Scale): boolean =>
  kind === 'word' && units.has(text.toLowerCase())

/** True where a number with its own unit comes next: the `12 s` of `4 min 12 s`. */
function continues(cursor: Cursor, of: Scale): boolean {
  const [, , suffix] = numeral.exec(cursor.peek().text) ?? []
  if (suffix === undefined || cursor.peek().kind !== 'word') return false
  return suffix === '' ? isUnit(cursor.peek(1), of) : of.units.has(suffix.toLowerCase())
}

/** A number with its unit, in one word or in two. */
function takeOne(cursor: Cursor, of: Scale, name: string): Quantity {
  const token = cursor.take()
  const [, digits, suffix = ''] = numeral.exec(token.text) ?? []
  const refused = () => new FilterProblem(token, `${name} takes ${of.takes}`)
  if (digits === undefined) throw refused()
  const unit = suffix === '' && isUnit(cursor.peek(), of) ? cursor.take().text : suffix
  if (unit === '') return { value: Number(digits), hasUnit: false }
  const factor = of.units.get(unit.toLowerCase())
  if (factor === undefined) throw refused()
  // A division is exact where the factor is not: 1.9 % is 0.019.
  const value = factor < 1 ? Number(digits) / (1 / factor) : Number(digits) * factor
  return { value, hasUnit: true }
}

/** The number that comes next, in seconds, bytes or shares of one; `name` is what it is said of. */
export function takeQuantity(cursor: Cursor, kind: QuantityKind, name: string): number {
  const of = scales[kind]
  const first = cursor.peek()
  const { value, hasUnit } = takeOne(cursor, of, name)
  if (kind === 'share' && !hasUnit && value > 1)
    throw new FilterProblem(first, `${name} is a share from 0 to 1; write ${first.text}% or less`)
  if (kind === 'ago' && !hasUnit) throw new FilterProblem(first, `${name} takes ${of.takes}`)
  let sum = value
  while (of.units.has('min') && hasUnit && continues(cursor, of))
    sum += takeOne(cursor, of, name).value
  return sum
}
