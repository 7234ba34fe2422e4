import type { Run } from '../entities.ts'
import { columnNamed, runColumns, type RunColumn } from '../run-columns.ts'
import { signsOf } from './comparisons.ts'
import { lenientTokens, type Place, type Token } from './tokens.ts'

/** What can stand at a place of a filter, in the form to put there. */
export interface Suggestions extends Place {
  readonly options: readonly string[]
}

const mostValues = 50

const isSign = (token: Token | undefined, ...texts: readonly string[]): boolean =>
  token?.kind === 'sign' && texts.includes(token.text)

const isWord = (token: Token | undefined, ...texts: readonly string[]): boolean =>
  token?.kind === 'word' && texts.includes(token.text.toLowerCase())

const signs = ['=', '==', '!=', '<', '<=', '>', '>=', '~']

/** A text as a filter takes it: in quotes where it would be read as something else. */
const written = (text: string): string =>
  /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u.test(text) && !/^(and|or|not|none)$/i.test(text)
    ? text
    : `"${text.replace(/["\\]/g, '\\$&')}"`

const examples: Partial<Readonly<Record<RunColumn['kind'], readonly string[]>>> = {
  flag: ['yes', 'no'],
  moment: ['today', 'yesterday', '7d'],
}

function valuesOf(column: RunColumn, runs: readonly Run[]): readonly string[] {
  const fixed = column.values ?? examples[column.kind]
  if (fixed) return fixed
  if (column.kind !== 'text' && column.kind !== 'list') return ['none']
  const known = runs.flatMap((run) => column.value(run) ?? []).map(String)
  const distinct = [...new Set(known)].filter((text) => text !== '').sort()
  return [...distinct.slice(0, mostValues).map(written), 'none']
}

/** The column whose value comes after these tokens: behind a sign, or inside `in (`. */
function comparedBy(before: readonly Token[]): RunColumn | undefined {
  if (isSign(before.at(-1), ...signs)) return columnNamed(before.at(-2)?.text ?? '')
  if (!isSign(before.at(-1), '(', ',')) return undefined
  const open = before.findLastIndex((token) => isSign(token, '('))
  if (!isWord(before[open - 1], 'in')) return undefined
  return columnNamed(before[open - (isWord(before[open - 2], 'not') ? 3 : 2)]?.text ?? '')
}

/** True where a term, and not the value of one, has been read to its end. */
const isTermStart = (before: readonly Token[]): boolean =>
  before.length === 0 ||
  isWord(before.at(-1), 'and', 'or', 'not') ||
  isSign(before.at(-1), '(', '&&', '||', '!')

/** The column that stands by itself before the place, still without a sign. */
function bareColumn(before: readonly Token[]): RunColumn | undefined {
  const name = before.at(-1)
  return name?.kind === 'word' && isTermStart(before.slice(0, -1))
    ? columnNamed(name.text)
    : undefined
}

function optionsAfter(before: readonly Token[], runs: readonly Run[]): readonly string[] {
  const compared = comparedBy(before)
  if (compared) return valuesOf(compared, runs)
  const names = runColumns.map(({ key }) => key)
  if (isTermStart(before)) return [...names, 'not']
  const column = bareColumn(before)
  return [...(column ? [...signsOf[column.kind], 'in'] : []), 'and', 'or', ...names]
}

/** Those that begin with what is typed, then those that hold it. */
function fitting(options: readonly string[], typed: string): readonly string[] {
  const wanted = typed.toLowerCase()
  const plain = (option: string) => option.replace(/^"/, '').toLowerCase()
  const begin = options.filter((option) => plain(option).startsWith(wanted))
  const hold = options.filter((option) => plain(option).includes(wanted, 1))
  return [...new Set([...begin, ...hold])].filter((option) => option !== typed)
}

/** What can stand where the cursor is, in place of the word that it is at; texts and tags come from the runs. */
export function suggest(text: string, cursor: number, runs: readonly Run[] = []): Suggestions {
  const tokens = lenientTokens(text.slice(0, cursor))
  const last = tokens.at(-1)
  const isTyping = last !== undefined && last.to === cursor && last.kind !== 'sign'
  const before = isTyping ? tokens.slice(0, -1) : tokens
  const from = isTyping ? last.from : cursor
  const options = fitting(optionsAfter(before, runs), isTyping ? last.text : '')
  return { from, to: cursor, options }
}
