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
  v.endsWith('==', 'Pixels must be the base64 of 784 bytes'),
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

/** The steps from ink to a model's input, in their order; each can be left out to see what it does. */
export const preparationSteps = ['crop', 'fit', 'centre', 'soften'] as const
export type PreparationStep = (typeof preparationSteps)[number]

/** Which steps are taken; all, unless told. */
export const Steps = v.strictObject({
  /** Cuts the empty border: the ink's own box counts, not the pad. */
  crop: v.optional(v.boolean(), true),
  /** Fits the longer side into 20 pixels and keeps the shape; else both sides are stretched to 28. */
  fit: v.optional(v.boolean(), true),
  /** Moves the centre of mass to the middle. */
  centre: v.optional(v.boolean(), true),
  /** Keeps the greys of the edges; else each pixel is black or white. */
  soften: v.optional(v.boolean(), true),
})
export type Steps = v.InferOutput<typeof Steps>

/** What is to be read: strokes with the steps of their preparation, or a picture that is prepared already. */
export const Drawing = v.variant('kind', [
  v.strictObject({
    kind: v.literal('strokes'),
    strokes: Strokes,
    steps: v.optional(Steps, {}),
    /** Side of the pad in the strokes' unit, from 0: what is seen where the ink is not cropped. */
    padSide: v.optional(v.pipe(v.number(), v.finite(), v.gtValue(0)), 1),
  }),
  v.strictObject({ kind: v.literal('picture'), pixels: Pixels }),
])
export type Drawing = v.InferOutput<typeof Drawing>

/** A drawing after each step that was taken, the last one as the model sees it. */
export interface Stages extends Prepared {
  readonly stages: readonly { readonly step: PreparationStep; readonly pixels: Pixels }[]
}

/** Values of either sign as base64 of an Int8 each: 127 stands for `most`. */
export interface SignedTile {
  readonly values: string
  /** The greatest absolute value, at 127. */
  readonly most: number
}

/** A hidden unit of the first layer and its part in an answer. */
export interface UnitPart {
  readonly unit: number
  /** Its output for this drawing. */
  readonly activation: number
  /** Output times the derivative of the answer's logit by it: for one hidden layer, what it adds to the logit. */
  readonly contribution: number
  /** Weights of its inputs, as an image. */
  readonly weights: SignedTile
}

/** Why a checkpoint answered as it did. */
export interface Explanation {
  readonly guess: Guess
  /** The twelve with the largest contribution of either sign, largest first; none where the network has no hidden layer. */
  readonly units: readonly UnitPart[]
  /** Gradient of the answer's logit by each pixel, times the pixel. */
  readonly saliency: SignedTile
  /** For each of the first 40 strokes the answer without it; null where nothing would be left. None for a picture. */
  readonly withoutStroke: readonly (Guess | null)[]
}

/** Weights of the first layer: an image a unit. */
export interface FirstLayer {
  readonly epoch: number
  readonly rows: number
  readonly columns: number
  readonly units: number
  /** An image after the other. */
  readonly weights: SignedTile
}
