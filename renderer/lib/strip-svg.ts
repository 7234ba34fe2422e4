import { shareOf } from './chart-axes.ts'
import type { LineLook } from './chart-tokens.ts'
import {
  labelledColumns,
  patchesOf,
  stripRows,
  type LayerStrip,
  type StripPatch,
} from './layer-strip.ts'
import { margin, paint, sheetSvg, type Sheet } from './svg-sheet.ts'
import { element, shortened, text } from './svg-text.ts'

export interface StripSheet extends Pick<Sheet, 'title' | 'caption' | 'tokens'> {
  readonly strip: LayerStrip
  /** Name of the run, and how it is drawn elsewhere. */
  readonly name: string
  readonly look: LineLook
  /** Places with their words on the axis of values. */
  readonly levels: readonly { readonly value: number; readonly label: string }[]
  readonly epochLabel: (column: number, isLast: boolean) => string
  /** Words of the five shades. */
  readonly shades: readonly string[]
}

/** Pixels. */
const width = 960
const plot = { left: 88, top: 72, width: 848, height: 300 }
const bottom = plot.top + plot.height
const legendTop = bottom + 56
const mostLabels = 20
/** Characters of a name that leave room for the shades beside it. */
const longestName = 48

const round = (value: number) => Number(value.toFixed(2))

function patch({ column, row, rows, shade }: StripPatch, { strip, tokens }: StripSheet): string {
  const across = plot.width / strip.columns.length
  const up = plot.height / stripRows
  return element('rect', {
    x: round(plot.left + column * across),
    y: round(bottom - (row + rows) * up),
    width: round(across),
    height: round(rows * up),
    fill: tokens.heat[shade - 1] ?? tokens.ink,
    'shape-rendering': 'crispEdges',
  })
}

function axes({ strip, levels, epochLabel, tokens }: StripSheet): string {
  const look = { fill: tokens.inkSoft, 'font-size': 12 }
  const line = { fill: 'none', ...paint('stroke', tokens.axis) }
  const along = labelledColumns(strip, mostLabels).map((column) => {
    const x = plot.left + ((column + 0.5) * plot.width) / strip.columns.length
    const isLast = column === strip.columns.length - 1
    const isAtEnd = isLast && plot.left + plot.width - x < 30
    const place = isAtEnd
      ? { x: plot.left + plot.width, 'text-anchor': 'end' }
      : { x: round(x), 'text-anchor': 'middle' }
    return text(epochLabel(column, isLast), { ...place, y: bottom + 20, ...look })
  })
  const up = levels.map(({ value, label }) => {
    const y = round(bottom - shareOf(value, strip.range) * plot.height)
    const tick = element('path', { d: `M${String(plot.left)} ${String(y)}h-4`, ...line })
    return tick + text(label, { x: plot.left - 8, y: y + 4, 'text-anchor': 'end', ...look })
  })
  const base = `M${String(plot.left)} ${String(bottom)}h${String(plot.width)}`
  return [...up, element('path', { d: base, ...line }), ...along].join('')
}

function legend({ name, look, shades, tokens }: StripSheet): string {
  const words = { y: legendTop, fill: tokens.ink, 'font-size': 12 }
  const key = element('path', {
    d: `M${String(margin)} ${String(legendTop - 4)}h26`,
    fill: 'none',
    ...paint('stroke', look.colour),
    'stroke-width': 2.5,
    ...(look.dash.length > 0 ? { 'stroke-dasharray': look.dash.join(' ') } : {}),
  })
  const step = 104
  const first = width - margin - shades.length * step
  const swatches = shades.map((label, index) => {
    const x = first + index * step
    const fill = tokens.heat[index] ?? tokens.ink
    const swatch = { x, y: legendTop - 10, width: 14, height: 12, fill }
    return (
      element('rect', { ...swatch, stroke: tokens.axis }) + text(label, { x: x + 20, ...words })
    )
  })
  return [key, text(shortened(name, longestName), { x: margin + 34, ...words }), ...swatches].join(
    '',
  )
}

/** A strip as a drawing that stands alone, with title, axes and legend. */
export const stripSvg = (sheet: StripSheet): string =>
  sheetSvg({
    title: sheet.title,
    caption: sheet.caption,
    width,
    height: legendTop + margin,
    tokens: sheet.tokens,
    content: [
      patchesOf(sheet.strip)
        .map((one) => patch(one, sheet))
        .join(''),
      axes(sheet),
      legend(sheet),
    ],
  })
