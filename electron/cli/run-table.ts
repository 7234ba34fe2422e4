import stringWidth from 'string-width'
import type { Run } from '../contract/entities.ts'
import type { RunColumn } from '../contract/run-columns.ts'
import { clean, table } from './print.ts'
import { cellText, columnTitle, isRight } from './run-cells.ts'

/** Columns between two columns of a table. */
const gap = 2

/** Widths that texts are cut to: as few as need be. */
const textWidths = [40, 24, 12] as const
const [widest, narrow, narrowest] = textWidths

const graphemes = new Intl.Segmenter('en')

/** Cut to a width, with an ellipsis where something is missing; wide letters count twice. */
export function cut(text: string, most: number): string {
  if (stringWidth(text) <= most) return text
  let kept = ''
  for (const { segment } of graphemes.segment(text)) {
    if (stringWidth(kept) + stringWidth(segment) > most - 1) break
    kept += segment
  }
  return `${kept}…`
}

interface Column {
  readonly column: RunColumn
  readonly title: string
  readonly cells: readonly string[]
  readonly width: number
  /** Whether its cells may be cut. */
  readonly isText: boolean
}

function columnOf(column: RunColumn, runs: readonly Run[]): Column {
  const title = columnTitle(column)
  const isText = column.key !== 'id' && (column.kind === 'text' || column.kind === 'list')
  const cells = runs.map((run) => {
    const text = clean(cellText(run, column))
    return isText ? cut(text, widest) : text
  })
  const width = cells.reduce((most, cell) => Math.max(most, stringWidth(cell)), title.length)
  return { column, title, cells, width, isText }
}

const widthOf = (columns: readonly Column[], textWidth: number): number =>
  columns.reduce(
    (sum, { width, isText }) => sum + gap + (isText ? Math.min(width, textWidth) : width),
    -gap,
  )

interface Fit {
  readonly columns: readonly Column[]
  readonly textWidth: number
}

/** Texts are cut first, then columns go in the order of `dispensable`. */
function fitted(columns: readonly Column[], room: number, dispensable: readonly string[]): Fit {
  const without = (count: number) => {
    const gone = new Set(dispensable.slice(0, count))
    return columns.filter(({ column }) => !gone.has(column.key))
  }
  const tries: readonly Fit[] = [
    { columns, textWidth: widest },
    ...Array.from({ length: dispensable.length + 1 }, (_, count) => ({
      columns: without(count),
      textWidth: narrow,
    })),
  ]
  const fits = tries.find((fit) => widthOf(fit.columns, fit.textWidth) <= room)
  return fits ?? { columns: without(dispensable.length), textWidth: narrowest }
}

/** A line a run, within `room` columns as far as leaving out the dispensable columns makes that possible. */
export function runTable(
  runs: readonly Run[],
  columns: readonly RunColumn[],
  { room, dispensable }: { readonly room: number; readonly dispensable: readonly string[] },
): readonly string[] {
  const all = columns.map((column) => columnOf(column, runs))
  const { columns: shown, textWidth } = fitted(all, room, dispensable)
  const texts = shown.map(({ cells, isText }) =>
    isText ? cells.map((cell) => cut(cell, textWidth)) : cells,
  )
  return table(
    shown.map(({ column, title }) => ({ title, right: isRight(column) })),
    runs.map((_, row) => texts.map((cells) => cells[row] ?? '')),
  )
}
