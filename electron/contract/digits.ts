import * as v from 'valibot'

const coordinate = v.pipe(v.number(), v.finite('A coordinate must be a finite number'))
export const Point = v.strictTuple([coordinate, coordinate])
export type Point = v.InferOutput<typeof Point>

/** Pen positions: x to the right, y down, any unit. A stroke of one point is a dot. */
export const Strokes = v.pipe(
  v.array(v.array(Point)),
  v.check(
    (strokes) => strokes.reduce((sum, stroke) => sum + stroke.length, 0) <= 20_000,
    'A drawing has at most 20,000 points',
  ),
)
export type Strokes = v.InferOutput<typeof Strokes>

/** Base64 of 784 bytes: a 28 × 28 image, row by row, 0 black to 255 white. */
export const Pixels = v.pipe(
  v.string(),
  v.base64('Pixels must be base64'),
  v.length(1048, 'Pixels must be the base64 of 784 bytes'),
)
export type Pixels = v.InferOutput<typeof Pixels>

/** What a model would see; null pixels where there is no ink, with the reason as the remark. */
export interface Prepared {
  readonly pixels: Pixels | null
  readonly remark: string | null
}

export interface Guess {
  /** The class of the largest probability: for digits, the digit itself. */
  readonly digit: number
  /** Probability of that class. */
  readonly confidence: number
  /** Softmax output for each class, in the order of their labels. */
  readonly probabilities: readonly number[]
}

export interface Reading extends Prepared {
  readonly guess: Guess | null
}
