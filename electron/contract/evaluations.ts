import * as v from 'valibot'
import type { Guess } from './digits.ts'
import { RunId } from './entities.ts'
import { wholeNumber } from './train-config.ts'
import type { Score } from './training.ts'

/**
 * Images that a run can be evaluated on: those of its own data set as the run divided them, the drawings of *my
 * handwriting*, or the test images of another data set (`data:` and its id).
 */
export const EvaluatedSet = v.pipe(
  v.string(),
  v.regex(
    /^(test|train|validation|handwriting|data:[a-z0-9-]+)$/,
    'Images to evaluate on must be test, train, validation, handwriting or data: and the id of a data set',
  ),
)
export type EvaluatedSet = v.InferOutput<typeof EvaluatedSet>

/** Counted from 1; 0 is that of an imported run, which has taken no step here. */
export const EpochOfCheckpoint = v.pipe(v.number(), v.integer(), v.minValue(0))

/** A checkpoint of a run: that of an epoch, or the one it ended with or has come to. */
export const RunCheckpoint = v.strictObject({
  id: RunId,
  epoch: v.optional(EpochOfCheckpoint),
})
export type RunCheckpoint = v.InferInput<typeof RunCheckpoint>

export const CheckpointOnSet = v.strictObject({ ...RunCheckpoint.entries, set: EvaluatedSet })

const someRuns = v.pipe(v.array(RunId), v.minLength(1), v.maxLength(50))

/** An image of a set as the first of the runs has it. */
export const OneImage = v.strictObject({
  ids: someRuns,
  epoch: v.optional(EpochOfCheckpoint),
  set: EvaluatedSet,
  index: v.pipe(v.number(), v.integer(), v.minValue(0)),
})

/** How often a class was found and how often its name was right; null where nothing was there to divide by. */
export interface ClassScore {
  readonly images: number
  /** Of the answers that named it, the share that was right. */
  readonly precision: number | null
  /** Of its images, the share that was found. */
  readonly recall: number | null
  /** Harmonic mean of the two. */
  readonly f1: number | null
}

/** Answers whose confidence lies in one tenth: as sure as they were, and as often right. */
export interface CalibrationBin {
  readonly from: number
  readonly to: number
  readonly images: number
  /** Mean confidence and share of right answers; null where the bin is empty. */
  readonly confidence: number | null
  readonly right: number | null
}

/** What a checkpoint says of each image of a set, counted. */
export interface Evaluation {
  readonly id: RunId
  readonly epoch: number
  readonly set: EvaluatedSet
  readonly images: number
  readonly score: Score
  /** The error's 95 % interval by Wilson. */
  readonly interval: readonly [low: number, high: number]
  /** Names of the classes, in the order of rows and columns. */
  readonly classes: readonly string[]
  /** Images by their true class (row) and the class they were read as (column). */
  readonly confusion: readonly (readonly number[])[]
  /** In the order of the classes. */
  readonly perClass: readonly ClassScore[]
  readonly calibration: readonly CalibrationBin[]
  /** Mean distance between confidence and share of right answers, weighted by the images of each bin. */
  readonly calibrationError: number
  /** Milliseconds since 1970. */
  readonly madeAt: number
}

/** One image of a set, with an answer to it. */
export interface EvaluatedImage {
  /** Its place in the set, from 0; for handwriting the drawing's number. */
  readonly index: number
  readonly label: number
  readonly predicted: number
  /** Probability of the predicted and of the true class. */
  readonly confidence: number
  readonly truth: number
  /** Base64 of its bytes, row by row. */
  readonly pixels: string
}

/** A piece of a longer list. */
export interface ImagePage<T> {
  readonly total: number
  /** Of each image. */
  readonly rows: number
  readonly columns: number
  readonly images: readonly T[]
}

export const imageOrders = ['surest', 'least-sure', 'hardest', 'file'] as const
export const ImageOrder = v.picklist(imageOrders, `Order must be one of ${imageOrders.join(', ')}`)
export type ImageOrder = v.InferOutput<typeof ImageOrder>

const label = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255))

/** Which piece of a list of images. */
const imagePage = {
  from: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 0),
  most: v.optional(wholeNumber('Images', 1, 200), 60),
}

/** Which images of an evaluation, and how sorted: `hardest` has the least probability of the true class first. */
export const ChosenImages = v.strictObject({
  ...RunCheckpoint.entries,
  set: EvaluatedSet,
  true: v.optional(label),
  predicted: v.optional(label),
  which: v.optional(v.picklist(['all', 'right', 'wrong']), 'wrong'),
  order: v.optional(ImageOrder, 'surest'),
  ...imagePage,
})
export type ChosenImages = v.InferOutput<typeof ChosenImages>

/** One image, and what each of some runs says of it. */
export interface ImageAnswers {
  readonly label: number
  readonly rows: number
  readonly columns: number
  readonly pixels: string
  /** Runs that cannot read such images are left out. */
  readonly answers: readonly RunAnswer[]
}

/** What one checkpoint says of one image. */
export interface RunAnswer {
  readonly id: RunId
  readonly epoch: number
  readonly guess: Guess
}

export const errorPiles = ['fixed', 'broken', 'both-wrong'] as const
/** Of two runs on the same images: A wrong and B right, A right and B wrong, both wrong. */
export const ErrorPile = v.picklist(errorPiles, `Pile must be one of ${errorPiles.join(', ')}`)
export type ErrorPile = v.InferOutput<typeof ErrorPile>

export const TwoRuns = v.strictObject({ a: RunCheckpoint, b: RunCheckpoint, set: EvaluatedSet })
export type TwoRuns = v.InferOutput<typeof TwoRuns>
export const PileOfTwo = v.strictObject({ ...TwoRuns.entries, pile: ErrorPile, ...imagePage })

/** `every`: only images that all of the runs read wrong. */
export const HardestOfRuns = v.strictObject({
  ids: someRuns,
  set: EvaluatedSet,
  every: v.optional(v.boolean(), false),
  ...imagePage,
})

/** How two runs did on the same images. */
export interface ErrorBoard {
  readonly images: number
  readonly bothRight: number
  readonly fixed: number
  readonly broken: number
  readonly bothWrong: number
}

interface Answered {
  readonly predicted: number
  readonly confidence: number
}

export interface BoardImage {
  readonly index: number
  readonly label: number
  readonly pixels: string
  readonly a: Answered
  readonly b: Answered
}

/** An image that several runs read wrong. */
export interface HardImage {
  readonly index: number
  readonly label: number
  readonly pixels: string
  /** How many of the runs read it wrong. */
  readonly wrong: number
  readonly runs: number
  /** The wrong class named most often. */
  readonly commonest: number
  /** Mean probability of its true class. */
  readonly truth: number
}

/** An evaluation that is being computed. */
export interface EvaluationProgress {
  readonly id: RunId
  readonly epoch: number
  readonly set: EvaluatedSet
  /** Images so far, and all. */
  readonly done: number
  readonly of: number
}
