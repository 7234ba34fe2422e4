import { shareOf } from './chart-axes.ts'
import type { LegendEntry } from './chart-legend.ts'
import type {
  ChartPicture,
  DrawnBand,
  DrawnLine,
  DrawnWords,
  MarkShape,
  Place,
} from './chart-picture.ts'
import type { ChartTokens } from './chart-tokens.ts'
import { margin, paint, sheetSvg } from './svg-sheet.ts'
import { element, shortened, text } from './svg-text.ts'

export interface ChartSheet {
  readonly title: string
  readonly caption: string
  readonly picture: ChartPicture
  readonly tokens: ChartTokens
  readonly legend: readonly LegendEntry[]
  /** Words for the dashed lines of the legend; null where there are none. */
  readonly published: string | null
}

/** Pixels. The legend has three columns below the plot. */
const page = { width: 960, margin }
const plot = { left: 68, top: 68, width: 868, height: 380 }
const axisRoom = 36
const legendRow = 22
const columns = 3
const column = (page.width - 2 * page.margin) / columns
/** Characters that a column has room for beside the key and the error. */
const longestName = 30

type ToPixel = (place: Place) => Place

function toPixels({ frame }: ChartPicture): ToPixel {
  return ({ x, y }) => ({
    x: plot.left + shareOf(x, frame.x, frame.isLogX) * plot.width,
    y: plot.top + (1 - shareOf(y, frame.y, frame.isLogY)) * plot.height,
  })
}

const round = (value: number) => Number(value.toFixed(2))

const pathOf = (places: readonly Place[]) =>
  places
    .map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${String(round(x))} ${String(round(y))}`)
    .join('')

/** Outlines around 0 0 with a radius of 1. */
const outlines: Readonly<Record<Exclude<MarkShape, 'dot' | 'ring'>, string>> = {
  triangle: 'M0-1L.87 .5L-.87 .5Z',
  cross: 'M-.7-.7L.7 .7M.7-.7L-.7 .7',
  square: 'M-.7-.7H.7V.7H-.7Z',
  diamond: 'M0-1L1 0L0 1L-1 0Z',
}

function markAt({ mark, colour }: DrawnLine, { x, y }: Place): string {
  if (!mark) return ''
  const { shape, radius, fill } = mark
  const ring = { ...paint('stroke', colour), 'stroke-width': 1.5 }
  if (shape === 'dot' || shape === 'ring')
    return element('circle', {
      cx: round(x),
      cy: round(y),
      r: radius,
      ...paint('fill', fill),
      ...(shape === 'ring' ? ring : {}),
    })
  const isCross = shape === 'cross'
  return element('path', {
    d: outlines[shape],
    transform: `translate(${String(round(x))} ${String(round(y))}) scale(${String(radius)})`,
    ...(isCross ? { fill: 'none' } : paint('fill', fill)),
    ...(isCross ? { ...paint('stroke', colour), 'stroke-width': 0.4 } : {}),
  })
}

function lineOf(line: DrawnLine, at: ToPixel): string {
  const places = line.points.map(at)
  const path = element('path', {
    d: pathOf(places),
    fill: 'none',
    ...paint('stroke', line.colour),
    'stroke-width': line.width,
    'stroke-linejoin': 'round',
    ...(line.dash.length > 0 ? { 'stroke-dasharray': line.dash.join(' ') } : {}),
  })
  const marks = places.map((place) => markAt(line, place)).join('')
  return (line.width > 0 && places.length > 1 ? path : '') + marks
}

const bandOf = ({ low, high, colour }: DrawnBand, at: ToPixel): string =>
  element('path', {
    d: `${pathOf([...high, ...low.toReversed()].map(at))}Z`,
    ...paint('fill', colour),
  })

function straight(from: Place, to: Place, colour: string, dash: readonly number[] = []): string {
  return element('path', {
    d: pathOf([from, to]),
    fill: 'none',
    ...paint('stroke', colour),
    ...(dash.length > 0 ? { 'stroke-dasharray': dash.join(' ') } : {}),
  })
}

/** The line that words stand on, and the words. */
function wordsOf(drawn: DrawnWords, { frame }: ChartPicture, { tokens }: ChartSheet): string {
  const at = toPixels({ frame, lines: [], bands: [], words: [] })
  const look = { fill: tokens.ink, 'font-size': 12 }
  const right = plot.left + plot.width
  if (drawn.kind === 'level') {
    const { y } = at({ x: frame.x.min, y: drawn.y })
    if (drawn.y < frame.y.min || drawn.y > frame.y.max) return ''
    const line = straight(
      { x: plot.left, y },
      { x: right, y },
      tokens.baseline.colour,
      tokens.baseline.dash,
    )
    return line + text(drawn.words, { x: plot.left + 8, y: round(y - 5), ...look })
  }
  if (drawn.x < frame.x.min || drawn.x > frame.x.max) return ''
  const { x } = at({ x: drawn.x, y: frame.y.min })
  const isLeft = x < plot.left + plot.width / 2
  const beside = { x: round(x + (isLeft ? 10 : -10)), 'text-anchor': isLeft ? 'start' : 'end' }
  if (drawn.kind === 'place') {
    const { y } = at({ x: drawn.x, y: Math.min(drawn.y, frame.y.max) })
    const level = y + 4 - 16 * drawn.row
    return text(drawn.words, { ...beside, y: round(Math.max(level, plot.top + 12)), ...look })
  }
  const line = straight({ x, y: plot.top }, { x, y: plot.top + plot.height }, tokens.inkSoft)
  return line + text(drawn.words, { ...beside, y: plot.top + 14, ...look })
}

function axesOf({ picture, tokens }: ChartSheet): string {
  const { frame } = picture
  const at = toPixels(picture)
  const look = { fill: tokens.inkSoft, 'font-size': 12 }
  const right = plot.left + plot.width
  const bottom = plot.top + plot.height
  const last = frame.xTicks.at(-1)
  const across = frame.yTicks.map((tick) => {
    const { y } = at({ x: frame.x.min, y: tick })
    const label = { x: plot.left - 8, y: round(y + 4), 'text-anchor': 'end', ...look }
    return (
      straight({ x: plot.left, y }, { x: right, y }, tokens.grid) + text(frame.yLabel(tick), label)
    )
  })
  const along = frame.xTicks.map((tick) => {
    const { x } = at({ x: tick, y: frame.y.min })
    const anchor = right - x < 40 ? 'end' : x - plot.left < 8 ? 'start' : 'middle'
    const label = { x: round(x), y: bottom + 20, 'text-anchor': anchor, ...look }
    return text(frame.xLabel(tick, tick === last), label)
  })
  const base = straight({ x: plot.left, y: bottom }, { x: right, y: bottom }, tokens.axis)
  return [...across, base, ...along].join('')
}

function legendOf({ legend, published, tokens }: ChartSheet): string {
  const top = plot.top + plot.height + axisRoom + legendRow
  const runs = legend.map(({ name, error, colour }) => ({
    look: tokens.runs[colour - 1] ?? tokens.baseline,
    name: shortened(name, longestName),
    error,
  }))
  const entries =
    published === null ? runs : [...runs, { look: tokens.baseline, name: published, error: '' }]
  return entries
    .map(({ look, name, error }, index) => {
      const x = page.margin + (index % columns) * column
      const y = top + Math.floor(index / columns) * legendRow
      const key = element('path', {
        d: `M${String(x)} ${String(y - 4)}h26`,
        fill: 'none',
        ...paint('stroke', look.colour),
        'stroke-width': 2.5,
        ...(look.dash.length > 0 ? { 'stroke-dasharray': look.dash.join(' ') } : {}),
      })
      const label = { x: x + 34, y, fill: tokens.ink, 'font-size': 12 }
      const value = { x: x + column - 16, y, 'text-anchor': 'end', 'font-size': 12 }
      return key + text(name, label) + text(error, { ...value, fill: tokens.inkSoft })
    })
    .join('')
}

const sheetHeight = ({ legend, published }: ChartSheet): number => {
  const rows = Math.ceil((legend.length + (published === null ? 0 : 1)) / columns)
  return plot.top + plot.height + axisRoom + (rows + 1) * legendRow
}

/** A chart as a drawing that stands alone, with title, axes, lines and legend. */
export function chartSvg(sheet: ChartSheet): string {
  const { picture } = sheet
  const at = toPixels(picture)
  const clip = element('clipPath', { id: 'plot' }, element('rect', { ...box(plot) }))
  const curves = [
    ...picture.bands.map((band) => bandOf(band, at)),
    ...picture.lines.toReversed().map((line) => lineOf(line, at)),
  ].join('')
  return sheetSvg({
    ...sheet,
    width: page.width,
    height: sheetHeight(sheet),
    content: [
      element('defs', {}, clip),
      axesOf(sheet),
      element('g', { 'clip-path': 'url(#plot)' }, curves),
      picture.words.map((drawn) => wordsOf(drawn, picture, sheet)).join(''),
      legendOf(sheet),
    ],
  })
}

/** Dots at the edges are whole. */
const box = ({ left, top, width, height }: typeof plot) => ({
  x: left,
  y: top - 4,
  width: width + 6,
  height: height + 8,
})
