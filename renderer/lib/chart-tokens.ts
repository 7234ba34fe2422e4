/** How a run is drawn: a hue and a dash. */
export interface LineLook {
  readonly colour: string
  readonly dash: number[]
}

/** The design tokens that a canvas cannot take from the style sheet by itself. */
export interface ChartTokens {
  /** Of the colours 1 to 10, in this order. */
  readonly runs: readonly LineLook[]
  readonly baseline: LineLook
  /** Five shades, faintest first. */
  readonly heat: readonly string[]
  /** Five shades of what is wrong, faintest first. */
  readonly errors: readonly string[]
  readonly surface: string
  readonly inkStrong: string
  readonly ink: string
  readonly inkSoft: string
  readonly grid: string
  readonly axis: string
  readonly bad: string
  readonly font: string
}

/** Reads them as they apply to an element in the theme of this moment. */
export function readChartTokens(element: Element): ChartTokens {
  const style = getComputedStyle(element)
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim()
  const look = (slot: string): LineLook => {
    const dash = token(`dash-${slot}`)
    return {
      colour: token(`run-${slot}`),
      dash: dash === 'none' || dash === '' ? [] : dash.split(/\s+/).map(Number),
    }
  }
  const shades = (name: string) =>
    Array.from({ length: 5 }, (_, index) => token(`${name}-${String(index + 1)}`))
  return {
    runs: Array.from({ length: 10 }, (_, index) => look(String(index + 1))),
    baseline: look('base'),
    heat: shades('heat'),
    errors: shades('err'),
    surface: token('surface'),
    inkStrong: token('ink'),
    ink: token('ink-2'),
    inkSoft: token('ink-3'),
    grid: token('grid'),
    axis: token('line-strong'),
    bad: token('bad'),
    font: token('sans'),
  }
}

/** Calls `listener` after each change of theme, by the system or by the person. Returns the end of it. */
export function onThemeChange(listener: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)')
  const chosen = new MutationObserver(listener)
  chosen.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  system.addEventListener('change', listener)
  return () => {
    chosen.disconnect()
    system.removeEventListener('change', listener)
  }
}

/** `#rgb` or `#rrggbb` with an opacity from 0 to 1. */
export function withOpacity(colour: string, opacity: number): string {
  const long = colour.length === 4 ? colour.replace(/[^#]/g, '$&$&') : colour
  const alpha = Math.round(opacity * 255).toString(16)
  return long + alpha.padStart(2, '0')
}
