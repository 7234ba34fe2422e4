import type { Input } from '../../electron/contract/calls.ts'
import type { Pixels, Point, PreparationStep } from '../../electron/contract/digits.ts'
import type { NewDrawing } from '../../electron/contract/handwriting.ts'

/** Pen positions in the pad's own units; one alone is a dot. */
export type Stroke = readonly Point[]

/** Units a side of the pad, whatever its size on the screen. */
export const padSide = 280

/** Where a picture comes from: a file of that name, or an image of a set, whose true label is known. */
export type PictureSource =
  | { readonly kind: 'file'; readonly name: string }
  | {
      readonly kind: 'image'
      readonly set: string
      readonly index: number
      readonly label: string
    }

/** A picture that is prepared already, as a model sees it. */
export interface Picture {
  readonly pixels: Pixels
  readonly source: PictureSource
}

/** What lies on the pad: strokes, or a picture. */
export interface Sheet {
  readonly strokes: readonly Stroke[]
  readonly picture: Picture | null
}

const blankSheet: Sheet = { strokes: [], picture: null }

export const isBlank = ({ strokes, picture }: Sheet): boolean =>
  strokes.length === 0 && picture === null

/** A drawing with what can be undone and done again. */
export interface DrawingHistory {
  readonly past: readonly Sheet[]
  readonly sheet: Sheet
  readonly future: readonly Sheet[]
}

export const blank: DrawingHistory = { past: [], sheet: blankSheet, future: [] }

const changed = ({ past, sheet }: DrawingHistory, next: Sheet): DrawingHistory => ({
  past: [...past, sheet],
  sheet: next,
  future: [],
})

/** The drawing with one more stroke; a stroke without points is none. A picture gives way to it. */
export const withStroke = (history: DrawingHistory, stroke: Stroke): DrawingHistory =>
  stroke.length === 0
    ? history
    : changed(history, { strokes: [...history.sheet.strokes, stroke], picture: null })

/** A picture in the place of what was there. */
export const withPicture = (history: DrawingHistory, picture: Picture): DrawingHistory =>
  changed(history, { strokes: [], picture })

/** Everything wiped away, which can be undone too. */
export const cleared = (history: DrawingHistory): DrawingHistory =>
  isBlank(history.sheet) ? history : changed(history, blankSheet)

export function undone({ past, sheet, future }: DrawingHistory): DrawingHistory {
  const before = past.at(-1)
  if (!before) return { past, sheet, future }
  return { past: past.slice(0, -1), sheet: before, future: [sheet, ...future] }
}

export function redone({ past, sheet, future }: DrawingHistory): DrawingHistory {
  const [next, ...later] = future
  if (!next) return { past, sheet, future }
  return { past: [...past, sheet], sheet: next, future: later }
}

/** Which steps of the preparation are taken. */
export type StepChoice = Readonly<Record<PreparationStep, boolean>>

export const allSteps: StepChoice = { crop: true, fit: true, centre: true, soften: true }

export const hasAllSteps = (steps: StepChoice): boolean => Object.values(steps).every(Boolean)

/** A drawing as the core is asked about it. */
export type AskedDrawing = Input<'digits.stages'>['drawing']

/** Undefined for an empty pad, which has no answer. */
export function askedDrawing(sheet: Sheet, steps: StepChoice): AskedDrawing | undefined {
  if (sheet.picture) return { kind: 'picture', pixels: sheet.picture.pixels }
  if (sheet.strokes.length === 0) return undefined
  return {
    kind: 'strokes',
    strokes: sheet.strokes.map((stroke) => [...stroke]),
    steps: { ...steps },
    padSide,
  }
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

/** A drawing as *my handwriting* keeps it. */
export const drawingToKeep = ({ strokes, picture }: Sheet, label: number): NewDrawing =>
  picture
    ? { kind: 'picture', label, pixels: picture.pixels }
    : { kind: 'strokes', label, strokes: strokes.map((stroke) => [...stroke]) }
