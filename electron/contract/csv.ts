import type { Run } from './entities.ts'
import type { ColumnValue, RunColumn } from './run-columns.ts'

/** Spreadsheets take a cell that begins so for a formula, its wide forms too. */
const formula = /^[=+\-@\t\r\n\uff0b\uff0d\uff1d\uff20]/

const guarded = (text: string): string => (formula.test(text) ? `'${text}` : text)

/** A cell that no spreadsheet takes for a formula, not yet quoted; numbers stay numbers, null is empty. */
export function csvCell(value: ColumnValue): string {
  if (value === null) return ''
  if (typeof value === 'string') return guarded(value)
  return typeof value === 'object' ? guarded(value.join(', ')) : String(value)
}

function runCell(run: Run, { kind, value }: RunColumn): string {
  const found = value(run)
  return kind === 'moment' && typeof found === 'number'
    ? new Date(found).toISOString()
    : csvCell(found)
}

/** A head and a row a run: shares from 0 to 1, seconds, bytes, moments in UTC. */
export const runRows = (
  runs: readonly Run[],
  columns: readonly RunColumn[],
): readonly (readonly string[])[] => [
  columns.map(({ key }) => key),
  ...runs.map((run) => columns.map((column) => runCell(run, column))),
]
