import { didYouMean } from '../contract/nearest.ts'
import { columnNamed, columnNames, runColumns, type RunColumn } from '../contract/run-columns.ts'
import { parseFilter } from '../contract/run-filter.ts'
import type { RunsView } from '../contract/run-list.ts'
import { refusedValue, type Given, type Options } from './arguments.ts'

/** How a list is looked at; also what a view keeps. */
export const lookOptions = {
  filter: {
    type: 'string',
    value: 'EXPR',
    help: "such as 'error < 2% and optimizer = adam', or words to search for",
  },
  sort: { type: 'string', value: 'COLUMN[:desc]', help: 'newest first unless told' },
  columns: { type: 'string', value: 'A,B,C', help: 'these columns, in this order' },
} as const satisfies Options
type LookOption = keyof typeof lookOptions

const lineLength = 76

/** Words after a title, in lines that fit a terminal. */
function wrapped(title: string, words: readonly string[]): readonly string[] {
  const lines = [title]
  for (const word of words) {
    const line = `${lines.at(-1) ?? ''} ${word}`
    if (line.length > lineLength) lines.push(`  ${word}`)
    else lines[lines.length - 1] = line
  }
  return lines
}

export const lookNotes: readonly string[] = [
  'A filter compares columns by = != < <= > >= ~ (contains) and in (A, B), joined by and, or, not and',
  'parentheses. Values may have units: 2%, 60k, 2 min, 12 MB, 2026-01-31, 7 days ago; none is for no value.',
  'Quote it, and texts with spaces in it. Other words are searched for in name, note, tags and id.',
  ...wrapped(
    'Columns:',
    runColumns.map(({ key }, index) => (index < runColumns.length - 1 ? `${key},` : key)),
  ),
  `Short forms: ${columnNames.slice(runColumns.length).join(', ')}`,
]

/** The filter that is given, if it is one; throws an AppError that says where it is not. */
export function filterFrom(given: Given<LookOption>): string | undefined {
  const text = given.text('filter')
  if (text === undefined) return undefined
  const parsed = parseFilter(text, 0)
  if (parsed.ok) return text
  throw refusedValue('--filter', text, parsed.error.message)
}

/** The column that an option names; throws an AppError with the option's whole value when there is none. */
export function columnFrom(option: string, text: string, name: string): RunColumn {
  const column = columnNamed(name)
  if (column) return column
  const hint = didYouMean(name.toLowerCase(), columnNames)
  throw refusedValue(
    option,
    text,
    `there is no column ${JSON.stringify(name)}${hint}${hint === '' ? '; runs list --help names them' : ''}`,
  )
}

export function sortFrom(given: Given<LookOption>): RunsView['sort'] | undefined {
  const text = given.text('sort')
  if (text === undefined) return undefined
  const [name = '', direction = 'asc', ...more] = text.split(':')
  if ((direction !== 'asc' && direction !== 'desc') || more.length > 0)
    throw refusedValue('--sort', text, 'give COLUMN, COLUMN:asc or COLUMN:desc')
  return { by: columnFrom('--sort', text, name).key, isDescending: direction === 'desc' }
}

export function columnsFrom(given: Given<LookOption>): readonly RunColumn[] | undefined {
  const text = given.text('columns')
  return text?.split(',').map((name) => columnFrom('--columns', text, name.trim()))
}
