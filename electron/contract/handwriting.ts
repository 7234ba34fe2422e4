import * as v from 'valibot'
import { Pixels, Strokes } from './digits.ts'
import { wholeNumber } from './train-config.ts'

/** A digit, the true label of a drawing. */
export const DigitLabel = v.pipe(
  v.number('A label must be a digit from 0 to 9'),
  v.integer('A label must be a digit from 0 to 9'),
  v.minValue(0, 'A label must be a digit from 0 to 9'),
  v.maxValue(9, 'A label must be a digit from 0 to 9'),
)

/** As many as are kept. */
export const mostDrawings = 10_000

/** As much as their strokes may take, as JSON: all of them can be exported, and imported again, as one text. */
export const mostStrokeBytes = 48_000_000

/** Of a line that is imported; a drawing of 20,000 points takes half of it. */
export const mostLineCharacters = 1_000_000

/** Of all lines that are imported at once. */
export const mostImportedCharacters = 64 * 1024 * 1024

/** Counted from 1 in the order in which drawings were kept; never reused. */
const DrawingNumber = v.pipe(v.number(), v.integer(), v.minValue(1))
export const DrawingNumbers = v.pipe(v.array(DrawingNumber), v.maxLength(mostDrawings))

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

/** How often each drawing is among the training images of a mix. */
export const MixTimes = wholeNumber('Times', 1, 100)

/** What a data set is called that has the drawings mixed into another; the hash makes the name of the same mix the same. */
export const mixedName = (data: string, sha256: string): string =>
  `${data.slice(0, 20).replace(/-$/, '')}-handwriting-${sha256.slice(0, 8)}`

/** Whether a data set has drawings of *my handwriting* among its training images. */
export const isMixed = (data: string): boolean => /-handwriting-[0-9a-f]{8}$/.test(data)
