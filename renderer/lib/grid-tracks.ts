import type { SeenColumn } from './list-columns.ts'

export const headerHeight = 40
export const rowHeight = 32
/** A narrower one breaks the tables of numbers before the name. */
const leastName = 146

/** Widths in pixels of what stands around the columns, and of the space at a cell's sides. */
interface Spacing {
  readonly tick: number
  readonly eye: number
  readonly swatch: number
  readonly actions: number
  readonly sides: number
  readonly gap: number
}

const wide: Spacing = { tick: 46, eye: 28, swatch: 36, actions: 88, sides: 16, gap: 12 }
const middle: Spacing = { tick: 44, eye: 26, swatch: 34, actions: 84, sides: 12, gap: 12 }
const narrow: Spacing = { tick: 36, eye: 26, swatch: 34, actions: 72, sides: 12, gap: 0 }

function spacingOf(listWidth: number): Spacing {
  if (listWidth <= 860) return narrow
  return listWidth <= 1100 ? middle : wide
}

/** How the columns share the width of a list. */
export interface GridTracks {
  /** Of `grid-template-columns`. */
  readonly template: string
  /** Pixels; a list that is narrower scrolls. */
  readonly leastWidth: number
}

function trackOf(column: SeenColumn, { sides, gap }: Spacing): { least: number; text: string } {
  const least = column.width + sides + (column.hasGap ? gap : 0)
  if (column.ownWidth !== undefined)
    return { least: column.ownWidth, text: `${String(column.ownWidth)}px` }
  return column.key === 'name'
    ? { least: leastName, text: `minmax(${String(leastName)}px, 1fr)` }
    : { least, text: `${String(least)}px` }
}

export function gridTracks(columns: readonly SeenColumn[], listWidth: number): GridTracks {
  const spacing = spacingOf(listWidth)
  const { tick, eye, swatch, actions } = spacing
  const tracks = columns.map((column) => trackOf(column, spacing))
  const ends = [tick, eye, swatch].map((width) => `${String(width)}px`)
  const hasGrowing = columns.some(({ key, ownWidth }) => key === 'name' && ownWidth === undefined)
  const last = hasGrowing ? `${String(actions)}px` : `minmax(${String(actions)}px, 1fr)`
  return {
    template: [...ends, ...tracks.map(({ text }) => text), last].join(' '),
    leastWidth: tracks.reduce((sum, { least }) => sum + least, tick + eye + swatch + actions),
  }
}
