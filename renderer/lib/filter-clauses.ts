import { lenientTokens, type Token } from '../../electron/contract/filter/tokens.ts'
import { parseFilter } from '../../electron/contract/run-filter.ts'
import { columnNamed } from '../../electron/contract/run-columns.ts'

/** One of the conditions of a filter that must all hold. */
interface Clause {
  readonly text: string
  readonly tokens: readonly Token[]
}

const isSign = (token: Token | undefined, ...texts: readonly string[]) =>
  token?.kind === 'sign' && texts.includes(token.text)
const isWord = (token: Token | undefined, ...texts: readonly string[]) =>
  token?.kind === 'word' && texts.includes(token.text.toLowerCase())
const isNot = (token: Token | undefined) => isWord(token, 'not', '!')
const isAnd = (token: Token | undefined) => isWord(token, 'and') || isSign(token, '&&')
const isOr = (token: Token | undefined) => isWord(token, 'or') || isSign(token, '||')
const comparing = ['=', '==', '!=', '<', '<=', '>', '>=', '~']

/** The place after the parenthesis that closes the one at a place. */
function afterGroup(tokens: readonly Token[], open: number): number {
  let depth = 0
  for (let at = open; at < tokens.length; at++) {
    if (isSign(tokens[at], '(')) depth++
    if (isSign(tokens[at], ')') && --depth === 0) return at + 1
  }
  return tokens.length
}

function afterTerm(tokens: readonly Token[], from: number): number {
  let at = from
  while (isNot(tokens[at])) at++
  if (isSign(tokens[at], '(')) return afterGroup(tokens, at)
  at++
  if (isSign(tokens[at], ...comparing)) return at + 2
  const list = isNot(tokens[at]) ? at + 1 : at
  return isWord(tokens[list], 'in') && isSign(tokens[list + 1], '(')
    ? afterGroup(tokens, list + 1)
    : at
}

/** The conditions of a filter; a filter that begins with alternatives is one as a whole. */
export function clausesOf(text: string): readonly Clause[] {
  const tokens = lenientTokens(text)
  const clauses: Clause[] = []
  for (let at = 0; at < tokens.length;) {
    const end = Math.max(at + 1, afterTerm(tokens, at))
    if (isOr(tokens[end])) return [{ text: `(${text.trim()})`, tokens: [] }]
    const of = tokens.slice(at, end)
    clauses.push({ text: text.slice(of[0]?.from, of.at(-1)?.to), tokens: of })
    at = isAnd(tokens[end]) ? end + 1 : end
  }
  return clauses
}

/** The first conditions of a filter that is still being typed, as far as they can be read; empty where none can. */
export function readablePart(text: string): string {
  const clauses = clausesOf(text).map((clause) => clause.text)
  while (clauses.length > 0 && !parseFilter(clauses.join(' and '), 0).ok) clauses.pop()
  return clauses.join(' and ')
}

const isAbout = ({ tokens }: Clause, key: string): boolean =>
  tokens[0]?.kind === 'word' &&
  columnNamed(tokens[0].text)?.key === key &&
  (isSign(tokens[1], '=', '==') || (isWord(tokens[1], 'in') && isSign(tokens[2], '(')))

/** The values that a filter asks a column to be one of; none where it does not ask. */
export function chosenValues(text: string, key: string): readonly string[] {
  const clause = clausesOf(text).find((each) => isAbout(each, key))
  const values = clause?.tokens.slice(isSign(clause.tokens[1], '=', '==') ? 2 : 3) ?? []
  return values.filter(({ kind }) => kind !== 'sign').map((token) => token.text)
}

/** A text as a filter takes it. */
const written = (text: string) =>
  /^[a-z][a-z0-9-]*$/i.test(text) && !/^(and|or|not|none|in)$/i.test(text)
    ? text
    : `"${text.replace(/["\\]/g, '\\$&')}"`

function clauseFor(key: string, values: readonly string[]): readonly string[] {
  const [first] = values
  if (first === undefined) return []
  return values.length === 1
    ? [`${key} = ${written(first)}`]
    : [`${key} in (${values.map(written).join(', ')})`]
}

/** The filter that asks a column to be one of some values; of none, it does not ask. */
export function withValues(text: string, key: string, values: readonly string[]): string {
  const others = clausesOf(text).filter((each) => !isAbout(each, key))
  return [...others.map((each) => each.text), ...clauseFor(key, values)].join(' and ')
}

/** The filter with a value of a column added to those asked for, or taken away. */
export function withValueToggled(text: string, key: string, value: string): string {
  const chosen = chosenValues(text, key)
  const next = chosen.includes(value)
    ? chosen.filter((other) => other !== value)
    : [...chosen, value]
  return withValues(text, key, next)
}

const plain = (text: string) => text.toLowerCase().replaceAll(' ', '')

/** True where one of the conditions says just this. */
export const hasClause = (text: string, clause: string): boolean =>
  clausesOf(text).some((each) => plain(each.text) === plain(clause))

export function withClauseToggled(text: string, clause: string): string {
  const clauses = clausesOf(text).map((each) => each.text)
  const others = clauses.filter((each) => plain(each) !== plain(clause))
  return (others.length < clauses.length ? others : [...clauses, clause]).join(' and ')
}
