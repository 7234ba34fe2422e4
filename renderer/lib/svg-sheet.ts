import type { ChartTokens } from './chart-tokens.ts'
import { element, escaped, text, type Attributes } from './svg-text.ts'

/** Pixels between the edge of a page and what stands on it. */
export const margin = 24

export interface Sheet {
  readonly title: string
  readonly caption: string
  readonly width: number
  readonly height: number
  readonly tokens: ChartTokens
  /** Markup below the title and its caption. */
  readonly content: readonly string[]
}

/** `#rrggbbaa` as programs for drawings know it. */
export const paint = (name: 'fill' | 'stroke', colour: string): Attributes => ({
  [name]: colour.slice(0, 7),
  ...(colour.length === 9
    ? { [`${name}-opacity`]: Number((parseInt(colour.slice(7), 16) / 255).toFixed(2)) }
    : {}),
})

/** A drawing that stands alone: background, title, content. Names are text; nothing is loaded from elsewhere. */
export function sheetSvg({ title, caption, width, height, tokens, content }: Sheet): string {
  const heading = { x: margin, y: 34, fill: tokens.ink, 'font-size': 18, 'font-weight': 600 }
  const parts = [
    element('title', {}, escaped(title)),
    element('desc', {}, escaped(caption)),
    element('rect', { width, height, fill: tokens.surface }),
    text(title, heading),
    text(caption, { x: margin, y: 54, fill: tokens.inkSoft, 'font-size': 12 }),
    ...content,
  ]
  const size = { width, height, viewBox: `0 0 ${String(width)} ${String(height)}` }
  const about = { xmlns: 'http://www.w3.org/2000/svg', ...size, 'font-family': tokens.font }
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('svg', about, parts.join('\n'))}\n`
}
