import type { Point } from '../../electron/contract/digits.ts'

/** Pen positions in the pad's own units; one alone is a dot. */
export type Stroke = readonly Point[]

/** Units a side of the pad, whatever its size on the screen. */
export const padSide = 280

/** A drawing with what can be undone and done again. */
export interface DrawingHistory {
  readonly past: readonly (readonly Stroke[])[]
  readonly strokes: readonly Stroke[]
  readonly future: readonly (readonly Stroke[])[]
}

export const blank: DrawingHistory = { past: [], strokes: [], future: [] }

const changed = ({ past, strokes }: DrawingHistory, next: readonly Stroke[]): DrawingHistory => ({
  past: [...past, strokes],
  strokes: next,
  future: [],
})

/** The drawing with one more stroke; a stroke without points is none. */
export const withStroke = (history: DrawingHistory, stroke: Stroke): DrawingHistory =>
  stroke.length === 0 ? history : changed(history, [...history.strokes, stroke])

/** Everything wiped away, which can be undone too. */
export const cleared = (history: DrawingHistory): DrawingHistory =>
  history.strokes.length === 0 ? history : changed(history, [])

export function undone({ past, strokes, future }: DrawingHistory): DrawingHistory {
  const before = past.at(-1)
  if (!before) return { past, strokes, future }
  return { past: past.slice(0, -1), strokes: before, future: [strokes, ...future] }
}

export function redone({ past, strokes, future }: DrawingHistory): DrawingHistory {
  const [next, ...later] = future
  if (!next) return { past, strokes, future }
  return { past: [...past, strokes], strokes: next, future: later }
}

/** The stroke with further positions; a pen that rests adds none. */
export const extended = (stroke: Stroke, points: readonly Point[]): Stroke =>
  points.reduce<Point[]>(
    (all, point) => {
      const last = all.at(-1)
      if (last?.[0] !== point[0] || last[1] !== point[1]) all.push(point)
      return all
    },
    [...stroke],
  )

/** Outline of strokes for an SVG path; a dot is a line to itself, which a round pen shows. */
export const pathOf = (strokes: readonly Stroke[]): string =>
  strokes
    .map((stroke) => (stroke.length === 1 ? [...stroke, ...stroke] : stroke))
    .map((stroke) => `M${stroke.map(([x, y]) => `${String(x)} ${String(y)}`).join('L')}`)
    .join('')

/** How an arrow key moves the pen, as steps to the right and down. */
const arrows = new Map<string, Point>([
  ['ArrowLeft', [-1, 0]],
  ['ArrowRight', [1, 0]],
  ['ArrowUp', [0, -1]],
  ['ArrowDown', [0, 1]],
])

/** Where an arrow key takes the pen, within the pad; undefined for any other key. */
export function penAfter(key: string, [x, y]: Point, stepLength: number): Point | undefined {
  const step = arrows.get(key)
  if (!step) return undefined
  const within = (value: number) => Math.min(padSide, Math.max(0, value))
  return [within(x + step[0] * stepLength), within(y + step[1] * stepLength)]
}
