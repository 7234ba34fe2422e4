import type { Evaluation } from '../../../electron/contract/evaluations.ts'
import type { ChartTokens } from '../chart-tokens.ts'
import { margin, sheetSvg } from '../svg-sheet.ts'
import { element, shortened, text, type Attributes } from '../svg-text.ts'
import { t } from '../translate.ts'
import { matrixTable, type CellNumbers, type MatrixCell } from './confusion-table.ts'

export interface MatrixSheet {
  readonly evaluation: Evaluation
  readonly numbers: CellNumbers
  readonly title: string
  readonly caption: string
  readonly tokens: ChartTokens
}

/** Pixels, of which more classes get fewer. */
interface Grid {
  readonly cell: { readonly width: number; readonly height: number }
  readonly fontSize: number
  readonly left: number
  readonly top: number
  readonly classes: number
}

const totalWidth = 56
const leastWidth = 720
const longestName = 18
/** Pixels of a character to those of its font's size. */
const characterWidth = 0.68

function gridOf(classes: readonly string[]): Grid {
  const [width, height, fontSize] =
    classes.length <= 12 ? [48, 36, 12] : classes.length <= 64 ? [36, 24, 10] : [24, 16, 7]
  const longest = Math.max(...classes.map((name) => Math.min(longestName, name.length)))
  const left = margin + Math.max(40, longest * 12 * characterWidth + 12)
  return { cell: { width, height }, fontSize, left, top: 116, classes: classes.length }
}

const xOf = ({ left, cell }: Grid, column: number) => left + column * cell.width
const yOf = ({ top, cell }: Grid, row: number) => top + row * cell.height
const rightOf = (grid: Grid) => xOf(grid, grid.classes)
/** Where words stand in a row that begins there. */
const baseline = (grid: Grid, y: number) => y + grid.cell.height / 2 + grid.fontSize * 0.35

function cellMark(cell: MatrixCell, grid: Grid, tokens: ChartTokens): string {
  const [x, y] = [xOf(grid, cell.column), yOf(grid, cell.row)]
  const isRight = cell.row === cell.column
  const fill = isRight ? tokens.heat[1] : tokens.errors[(cell.shade ?? 0) - 1]
  const words = {
    x: x + grid.cell.width / 2,
    y: baseline(grid, y),
    'text-anchor': 'middle',
    'font-size': grid.fontSize,
    fill: cell.images === 0 ? tokens.inkSoft : cell.shade === 5 ? tokens.surface : tokens.inkStrong,
  }
  const box = {
    x: x + 1,
    y: y + 1,
    width: grid.cell.width - 2,
    height: grid.cell.height - 2,
    rx: 3,
  }
  const ground = cell.images > 0 && fill !== undefined ? element('rect', { ...box, fill }) : ''
  return ground + text(cell.text, words)
}

/** Names of the classes, and what the axes are. */
function heads(classes: readonly string[], grid: Grid, tokens: ChartTokens): string {
  const axis = { 'font-size': 11, fill: tokens.inkSoft }
  const name = { 'font-size': Math.max(grid.fontSize, 8), 'font-weight': 600, fill: tokens.ink }
  const most = Math.max(2, Math.floor(grid.cell.width / (name['font-size'] * characterWidth)))
  return [
    text(t('evaluate.predicted'), { ...axis, x: grid.left, y: grid.top - 32 }),
    text(t('evaluate.true'), { ...axis, x: margin, y: grid.top - 10 }),
    ...classes.map((each, column) => {
      const x = xOf(grid, column) + grid.cell.width / 2
      return text(shortened(each, most), { ...name, x, y: grid.top - 10, 'text-anchor': 'middle' })
    }),
    ...classes.map((each, row) =>
      text(shortened(each, longestName), { ...name, x: margin, y: baseline(grid, yOf(grid, row)) }),
    ),
  ].join('')
}

/** Totals with the shares that were found, and that are right. */
function edges({ evaluation, numbers, tokens }: MatrixSheet, grid: Grid): string {
  const table = matrixTable(evaluation, numbers)
  const look = { 'font-size': Math.max(grid.fontSize, 8), fill: tokens.ink }
  const head = { 'font-size': 11, fill: tokens.inkSoft }
  const end = (column: number) => ({
    x: rightOf(grid) + (column + 1) * totalWidth - 4,
    'text-anchor': 'end',
  })
  const bottom = (line: number) => baseline(grid, yOf(grid, grid.classes + line))
  const middle = (column: number) => ({
    x: xOf(grid, column) + grid.cell.width / 2,
    'text-anchor': 'middle',
  })
  const strong: Attributes = { ...look, fill: tokens.inkStrong, 'font-weight': 500 }
  return [
    text(t('evaluate.total'), { ...head, ...end(0), y: grid.top - 10 }),
    text(t('evaluate.found'), { ...head, ...end(1), y: grid.top - 10 }),
    ...table.rows.flatMap(({ total, found }, row) => {
      const y = baseline(grid, yOf(grid, row))
      return [text(total, { ...look, ...end(0), y }), text(found, { ...strong, ...end(1), y })]
    }),
    text(t('evaluate.total'), { ...head, x: margin, y: bottom(0) }),
    ...table.totals.map((total, column) =>
      text(total, { ...look, 'font-size': grid.fontSize, ...middle(column), y: bottom(0) }),
    ),
    text(table.images, { ...look, ...end(0), y: bottom(0) }),
    text(t('evaluate.right'), { ...head, x: margin, y: bottom(1) }),
    ...table.right.map((share, column) =>
      text(share, { ...look, 'font-size': grid.fontSize, ...middle(column), y: bottom(1) }),
    ),
    text(table.accuracy, { ...strong, ...end(1), y: bottom(1) }),
  ].join('')
}

/** What the shades mean. */
function legend({ evaluation, numbers, tokens }: MatrixSheet, y: number): string {
  const { scale } = matrixTable(evaluation, numbers)
  const words = { 'font-size': 11, fill: tokens.inkSoft }
  const swatch = (x: number, fill: string) =>
    element('rect', { x, y: y - 9, width: 20, height: 10, rx: 2, fill })
  const right = [
    swatch(margin, tokens.heat[1] ?? tokens.ink),
    text(t('evaluate.rightCells'), { ...words, x: margin + 26, y }),
  ]
  if (!scale) return right.join('')
  const first = margin + 76
  const least = t('evaluate.wrongFrom', { least: scale[0] })
  const shades = first + least.length * 11 * characterWidth + 8
  return [
    ...right,
    text(least, { ...words, x: first, y }),
    ...tokens.errors.map((fill, index) => swatch(shades + index * 26, fill)),
    text(scale[1], { ...words, x: shades + tokens.errors.length * 26 + 2, y }),
  ].join('')
}

/** The matrix as a drawing that stands alone, with title, axes, totals and legend. */
export function matrixSvg(sheet: MatrixSheet): string {
  const { evaluation, numbers, tokens } = sheet
  const grid = gridOf(evaluation.classes)
  const width = Math.max(leastWidth, Math.ceil(rightOf(grid) + 2 * totalWidth + margin))
  const bottom = yOf(grid, grid.classes + 2) + 32
  const cells = matrixTable(evaluation, numbers).rows.flatMap((row) => row.cells)
  return sheetSvg({
    title: shortened(sheet.title, Math.floor((width - 2 * margin) / 10)),
    caption: shortened(sheet.caption, Math.floor((width - 2 * margin) / 6)),
    width,
    height: bottom + margin,
    tokens,
    content: [
      heads(evaluation.classes, grid, tokens),
      cells.map((cell) => cellMark(cell, grid, tokens)).join(''),
      edges(sheet, grid),
      legend(sheet, bottom),
    ],
  })
}
