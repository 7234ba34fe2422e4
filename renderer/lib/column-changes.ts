import type { RunsView } from '../../electron/contract/run-list.ts'
import { listColumns } from './list-columns.ts'

type Columns = RunsView['columns']

const narrowest = 30
const widest = 1000

/** A column by so many places further, or back; it stays where there is no such place. */
export function columnsMoved(columns: Columns, key: string, by: number): Columns {
  const from = columns.findIndex((column) => column.key === key)
  const column = columns[from]
  const to = from + by
  if (!column || to < 0 || to >= columns.length) return columns
  return columns.toSpliced(from, 1).toSpliced(to, 0, column)
}

/** A column at the place of another one, which makes room for it. */
export const columnsDropped = (columns: Columns, key: string, onto: string): Columns => {
  const place = (wanted: string) => columns.findIndex((column) => column.key === wanted)
  return columnsMoved(columns, key, place(onto) - place(key))
}

/** A column with a width in pixels, as far as one can be. */
export const columnsResized = (columns: Columns, key: string, width: number): Columns =>
  columns.map((column) =>
    column.key === key
      ? { key, width: Math.round(Math.min(widest, Math.max(narrowest, width))) }
      : column,
  )

/** With a column at the end, or without it; the name is always there. */
export function columnsWith(columns: Columns, key: string, isShown: boolean): Columns {
  if (key === 'name') return columns
  const others = columns.filter((column) => column.key !== key)
  return isShown ? [...others, { key }] : others
}

/** Every column: those of the list in their order, then the others. */
export function columnsToChoose(columns: Columns): readonly { key: string; isShown: boolean }[] {
  const shown = new Set(columns.map(({ key }) => key))
  const others = listColumns.filter(({ key }) => !shown.has(key))
  return [
    ...columns.map(({ key }) => ({ key, isShown: true })),
    ...others.map(({ key }) => ({ key, isShown: false })),
  ]
}
