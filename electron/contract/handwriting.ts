import * as v from 'valibot'
import { Pixels, Strokes } from './digits.ts'

/** A digit, the true label of a drawing. */
export const DigitLabel = v.pipe(
  v.number('A label must be a digit from 0 to 9'),
  v.integer('A label must be a digit from 0 to 9'),
  v.minValue(0, 'A label must be a digit from 0 to 9'),
  v.maxValue(9, 'A label must be a digit from 0 to 9'),
)

/** As many as are kept. */
export const mostDrawings = 10_000

/** Counted from 1 in the order in which drawings were kept; never reused. */
export const DrawingNumber = v.pipe(v.number(), v.integer(), v.minValue(1))

/** A drawing to keep: its strokes, or the pixels of a picture that has none. */
export const NewDrawing = v.variant('kind', [
  v.strictObject({ kind: v.literal('strokes'), label: DigitLabel, strokes: Strokes }),
  v.strictObject({ kind: v.literal('picture'), label: DigitLabel, pixels: Pixels }),
])
export type NewDrawing = v.InferOutput<typeof NewDrawing>

/** A drawing of *my handwriting*: never sent anywhere, deleted for good when it is deleted. */
export interface KeptDrawing {
  readonly number: number
  readonly label: number
  /** Null for a picture. */
  readonly strokes: Strokes | null
  /** What a model sees of it. */
  readonly pixels: Pixels
  /** Milliseconds since 1970. */
  readonly createdAt: number
}

/** How a run reads the drawings of *my handwriting*: share read wrong, of so many. */
export interface HandwritingScore {
  readonly error: number
  readonly images: number
}
