import type { Run } from './entities.ts'
import { signFor, takeComparison, type Test } from './filter/comparisons.ts'
import { cursorOn, FilterProblem, type Cursor, type Token } from './filter/tokens.ts'
import { didYouMean } from './nearest.ts'
import { columnNamed, columnNames, type RunColumn } from './run-columns.ts'

const mostCharacters = 1000
const mostNested = 50
/** Characters of what was found that a message repeats. */
const mostShown = 40

export interface FilterError {
  /** Where what was found begins, in UTF-16 units from 0. */
  readonly at: number
  /** Empty where the filter ends too early. */
  readonly found: string
  /** One line: the place, what was found there, and what is allowed. */
  readonly message: string
}

export type ParsedFilter =
  | { readonly ok: true; readonly matches: (run: Run) => boolean }
  | { readonly ok: false; readonly error: FilterError }

/** True when one holds, false when none does, null when that depends on something unknown. */
const anyOf =
  (tests: readonly Test[]): Test =>
  (run) => {
    const found = tests.map((test) => test(run))
    if (found.includes(true)) return true
    return found.includes(null) ? null : false
  }

const not =
  (test: Test): Test =>
  (run) => {
    const found = test(run)
    return found === null ? null : !found
  }

const allOf = (tests: readonly Test[]): Test => not(anyOf(tests.map(not)))

/** What a search looks in. */
const textOf = ({ name, note, tags, id }: Run): string => [name, note, ...tags, id].join('\n')

function search(text: string): Test {
  const wanted = text.toLowerCase()
  return (run) => textOf(run).toLowerCase().includes(wanted)
}

const keywords = new Set(['and', 'or', 'not', '&&', '||', '!'])
const keywordOf = ({ kind, text }: Token): string | undefined => {
  const word = text.toLowerCase()
  return kind !== 'quoted' && keywords.has(word) ? word : undefined
}
const isAnd = (token: Token) => ['and', '&&'].includes(keywordOf(token) ?? '')
const isOr = (token: Token) => ['or', '||'].includes(keywordOf(token) ?? '')
const isNot = (token: Token) => ['not', '!'].includes(keywordOf(token) ?? '')
const isSign = ({ kind, text }: Token, sign: string) => kind === 'sign' && text === sign
const isComparing = ({ kind, text }: Token) =>
  kind === 'sign' && /^[=!<>~]=?$/.test(text) && text !== '!'
const isIn = (token: Token, next: Token) =>
  token.kind === 'word' && token.text.toLowerCase() === 'in' && isSign(next, '(')

function columnOf(token: Token): RunColumn {
  const column = columnNamed(token.text)
  if (column) return column
  const name = token.text.toLowerCase()
  throw new FilterProblem(token, `there is no such column${didYouMean(name, columnNames)}`)
}

/** Reads the whole of a filter. */
function takeFilter(cursor: Cursor, now: number): Test {
  function takeList(column: RunColumn): Test {
    const tests: Test[] = []
    do {
      cursor.take()
      tests.push(takeComparison(cursor, column, '=', now))
    } while (isSign(cursor.peek(), ','))
    const end = cursor.take()
    if (!isSign(end, ')')) throw new FilterProblem(end, 'a list goes on with , or ends with )')
    return anyOf(tests)
  }

  function takeTerm(): Test {
    const token = cursor.take()
    const next = cursor.peek()
    if (isComparing(next)) {
      const column = columnOf(token)
      return takeComparison(cursor, column, signFor(cursor.take(), column), now)
    }
    if (isIn(next, cursor.peek(1))) {
      const column = columnOf(token)
      cursor.take()
      return takeList(column)
    }
    if (isNot(next) && isIn(cursor.peek(1), cursor.peek(2))) {
      const column = columnOf(token)
      cursor.take()
      cursor.take()
      return not(takeList(column))
    }
    const column = token.kind === 'word' ? columnNamed(token.text) : undefined
    return column?.kind === 'flag' ? (run) => column.value(run) === true : search(token.text)
  }

  function takeGroup(depth: number): Test {
    const open = cursor.take()
    if (depth === mostNested)
      throw new FilterProblem(open, `at most ${String(mostNested)} parentheses inside each other`)
    const test = takeAny(depth + 1)
    const close = cursor.take()
    if (!isSign(close, ')')) throw new FilterProblem(close, 'a ) is missing before it')
    return test
  }

  function takeNegated(depth: number): Test {
    let isNegated = false
    for (; isNot(cursor.peek()); cursor.take()) isNegated = !isNegated
    const next = cursor.peek()
    if (
      keywordOf(next) !== undefined ||
      next.kind === 'end' ||
      (next.kind === 'sign' && next.text !== '(')
    )
      throw new FilterProblem(next, 'expected a column with a value, or words to search for')
    const test = isSign(next, '(') ? takeGroup(depth) : takeTerm()
    return isNegated ? not(test) : test
  }

  function takeAll(depth: number): Test {
    const tests = [takeNegated(depth)]
    for (;;) {
      const next = cursor.peek()
      if (next.kind === 'end' || isOr(next) || isSign(next, ')')) return allOf(tests)
      if (isAnd(next)) cursor.take()
      tests.push(takeNegated(depth))
    }
  }

  function takeAny(depth: number): Test {
    const tests = [takeAll(depth)]
    while (isOr(cursor.peek())) {
      cursor.take()
      tests.push(takeAll(depth))
    }
    return anyOf(tests)
  }

  if (cursor.peek().kind === 'end') return () => true
  const test = takeAny(0)
  const rest = cursor.take()
  if (rest.kind !== 'end') throw new FilterProblem(rest, 'no ( belongs to it')
  return test
}

function errorOf({ place, message }: FilterProblem, text: string): FilterError {
  const found = text.slice(place.from, place.to)
  const shown = found.length > mostShown ? `${found.slice(0, mostShown)}…` : found
  const what = found === '' ? 'the end' : JSON.stringify(shown)
  const where = `Character ${String(place.from + 1)}, ${what}`
  return { at: place.from, found, message: `${where}: ${message}` }
}

/**
 * Reads a filter over runs. `now` is what `7 days ago` and `today` count from, in milliseconds since 1970. Never
 * throws, and takes a time that grows with the length of the text only.
 *
 * Comparisons of a column (`error < 2%`, `optimizer in (adam, sgd)`, `tags = mnist`, `started > 7d`), flags
 * (`pinned`) and words that are searched for, joined by `and`, `or`, `not` and parentheses; terms that stand side by
 * side must all hold. What a run has no value of is neither true nor false: only `= none` finds it.
 */
export function parseFilter(text: string, now: number): ParsedFilter {
  try {
    if (text.length > mostCharacters)
      throw new FilterProblem(
        { from: mostCharacters, to: text.length },
        'a filter has at most 1,000 characters',
      )
    const test = takeFilter(cursorOn(text), now)
    return { ok: true, matches: (run) => test(run) === true }
  } catch (problem) {
    if (problem instanceof FilterProblem) return { ok: false, error: errorOf(problem, text) }
    throw problem
  }
}
