import type { Evaluation } from '../../../electron/contract/evaluations.ts'
import { formatCount, noValue } from '../format.ts'
import { t } from '../translate.ts'

/** What stands in a cell: images, or their share of the row or column. */
export const cellNumbers = ['count', 'true', 'predicted'] as const
export type CellNumbers = (typeof cellNumbers)[number]

export type Confusion = Evaluation['confusion']

/** A cell by its true class (row) and the class that was read (column). */
export interface CellPlace {
  readonly row: number
  readonly column: number
}

export interface MatrixCell extends CellPlace {
  readonly images: number
  readonly text: string
  readonly spoken: string
  /** From 1 to 5 for wrong answers, the more the darker; null for right ones and where there are none. */
  readonly shade: number | null
}

export interface MatrixRow {
  readonly name: string
  readonly cells: readonly MatrixCell[]
  readonly total: string
  /** Share of the class that was found, in percent. */
  readonly found: string
}

export interface MatrixTable {
  readonly rows: readonly MatrixRow[]
  readonly totals: readonly string[]
  /** Of the answers that named the class, the share that is right, in percent. */
  readonly right: readonly string[]
  readonly images: string
  readonly accuracy: string
  /** Least and most of what stands in the cells of wrong answers; null where all is right. */
  readonly scale: readonly [least: string, most: string] | null
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

const percent = (share: number | null) => (share === null ? noValue : (share * 100).toFixed(1))

interface Sums {
  readonly rows: readonly number[]
  readonly columns: readonly number[]
}

function sumsOf(confusion: Confusion): Sums {
  const columns = confusion.map((_, column) => sum(confusion.map((row) => row[column] ?? 0)))
  return { rows: confusion.map(sum), columns }
}

/** What a cell shows, as a number: images, or a share from 0 to 1. */
function valueOf(images: number, at: CellPlace, { rows, columns }: Sums, numbers: CellNumbers) {
  if (numbers === 'count' || images === 0) return images
  return images / ((numbers === 'true' ? rows[at.row] : columns[at.column]) ?? NaN)
}

const textOf = (value: number, numbers: CellNumbers) =>
  numbers === 'count' ? formatCount(value) : percent(value)

/** The lower fifth of the darkest is one shade; a mix-up that stands alone is as dark as they get. */
const shadeOf = (value: number, most: number): number =>
  Math.min(5, Math.max(1, Math.ceil((value / most - 0.05) / 0.2)))

function spokenOf({ row, column }: CellPlace, classes: readonly string[], images: number): string {
  const [label, predicted] = [classes[row] ?? '', classes[column] ?? '']
  const message = row === column ? 'evaluate.cellRight' : 'evaluate.cellWrong'
  return t(message, { true: label, predicted, images })
}

/** The confusion matrix as people read it. */
export function matrixTable(
  { confusion, classes, perClass, images, score }: Evaluation,
  numbers: CellNumbers,
): MatrixTable {
  const sums = sumsOf(confusion)
  const wrong = confusion.flatMap((row, at) =>
    row.flatMap((count, column) =>
      at === column || count === 0 ? [] : [valueOf(count, { row: at, column }, sums, numbers)],
    ),
  )
  const most = wrong.reduce((found, value) => Math.max(found, value), 0)
  const least = wrong.reduce((found, value) => Math.min(found, value), most)
  const cellAt = (place: CellPlace, count: number): MatrixCell => {
    const value = valueOf(count, place, sums, numbers)
    const isWrong = place.row !== place.column && count > 0
    return {
      ...place,
      images: count,
      text: count === 0 ? '·' : textOf(value, numbers),
      spoken: spokenOf(place, classes, count),
      shade: isWrong ? shadeOf(value, most) : null,
    }
  }
  return {
    rows: confusion.map((row, at) => ({
      name: classes[at] ?? '',
      cells: row.map((count, column) => cellAt({ row: at, column }, count)),
      total: formatCount(sums.rows[at] ?? 0),
      found: percent(perClass[at]?.recall ?? null),
    })),
    totals: sums.columns.map(formatCount),
    right: perClass.map(({ precision }) => percent(precision)),
    images: formatCount(images),
    accuracy: ((1 - score.error) * 100).toFixed(2),
    scale: wrong.length === 0 ? null : [textOf(least, numbers), textOf(most, numbers)],
  }
}

export interface MixUp extends CellPlace {
  readonly images: number
}

/** Wrong answers by how often they were given, most often first. */
export const mixUps = (confusion: Confusion, most: number): readonly MixUp[] =>
  confusion
    .flatMap((row, at) =>
      row.flatMap((images, column) =>
        at === column || images === 0 ? [] : [{ row: at, column, images }],
      ),
    )
    .sort((a, b) => b.images - a.images || a.row - b.row || a.column - b.column)
    .slice(0, most)
