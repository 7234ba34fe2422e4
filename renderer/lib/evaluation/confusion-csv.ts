import { csvFormatRows } from 'd3-dsv'
import { csvCell } from '../../../electron/contract/csv.ts'
import type { Evaluation } from '../../../electron/contract/evaluations.ts'
import type { ColumnValue } from '../../../electron/contract/run-columns.ts'

/** The matrix in images, rows true and columns predicted, with precision, recall and F1 of each true class as shares from 0 to 1. */
export function confusionCsv({ classes, confusion, perClass }: Evaluation): string {
  const rows: readonly (readonly ColumnValue[])[] = [
    ['true', ...classes, 'images', 'precision', 'recall', 'f1'],
    ...confusion.map((row, at) => {
      const score = perClass[at]
      return [
        classes[at] ?? null,
        ...row,
        score?.images ?? null,
        score?.precision ?? null,
        score?.recall ?? null,
        score?.f1 ?? null,
      ]
    }),
  ]
  return csvFormatRows(rows.map((row) => row.map(csvCell)))
}
