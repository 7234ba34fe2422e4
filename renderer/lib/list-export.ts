import { csvFormatRows } from 'd3-dsv'
import { runRows } from '../../electron/contract/csv.ts'
import type { Run } from '../../electron/contract/entities.ts'
import { downloadText } from './download.ts'
import { fileNameOf } from './file-name.ts'
import { valueColumn, type BaselineError } from './list-cells.ts'

export type ListFormat = 'csv' | 'json'

export interface ListExport {
  /** Keys in their order. */
  readonly columns: readonly string[]
  readonly baseline: BaselineError | null
  /** Of the view; may be empty. */
  readonly name: string
}

const columnsOf = ({ columns, baseline }: ListExport) =>
  columns.map((key) => valueColumn(key, baseline)).filter((column) => column !== undefined)

/** Shares from 0 to 1, seconds, bytes, moments in UTC; texts that look like formulas are marked as texts. */
export const listAsCsv = (runs: readonly Run[], list: ListExport): string =>
  csvFormatRows(runRows(runs, columnsOf(list)).map((row) => [...row]))

/** An object a run, with its id and the columns of the list; moments in milliseconds since 1970. */
export const listAsJson = (runs: readonly Run[], list: ListExport): string => {
  const columns = columnsOf(list)
  const objects = runs.map((run) => ({
    id: run.id,
    ...Object.fromEntries(columns.map(({ key, value }) => [key, value(run)])),
  }))
  return `${JSON.stringify(objects, null, 2)}\n`
}

/** Hands the list to the person as a file. */
export function exportRuns(format: ListFormat, runs: readonly Run[], list: ListExport): void {
  const name = fileNameOf(list.name, format)
  if (format === 'csv') downloadText(name, listAsCsv(runs, list), 'text/csv')
  else downloadText(name, listAsJson(runs, list), 'application/json')
}
