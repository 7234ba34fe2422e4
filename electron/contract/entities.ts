import * as v from 'valibot'
import { TrainConfig, wholeNumber } from './train-config.ts'

/** Ten lower-case letters and digits; made once, never reused. */
export const RunId = v.pipe(
  v.string(),
  v.regex(/^[0-9a-z]{10}$/, 'A run id has 10 lower-case letters and digits'),
  v.brand('RunId'),
)
export type RunId = v.InferOutput<typeof RunId>

/** Where training can happen, fastest first. */
export const engineKinds = ['native', 'wasm', 'cpu'] as const
export const EngineKind = v.picklist(engineKinds, `Engine must be one of ${engineKinds.join(', ')}`)
export type EngineKind = v.InferOutput<typeof EngineKind>

/** Shares of images read wrong, 0 to 1: 98.13 % right on test and 99.44 % on train. */
export const published = { train: { error: 0.0056 }, test: { error: 0.0187 } } as const

/** Steps between two lines of the reference's report. */
export const reportEvery = 200

const nameRule = 'A name has 1 to 120 characters'
const RunName = v.pipe(
  v.string(nameRule),
  v.trim(),
  v.minLength(1, nameRule),
  v.maxLength(120, nameRule),
)
const RunNote = v.pipe(v.string(), v.maxLength(10_000, 'A note has at most 10,000 characters'))

export const StartRun = v.strictObject({
  config: TrainConfig,
  /** Absent: a name is made from what differs from the reference. */
  name: v.optional(RunName),
  note: v.optional(RunNote, ''),
  /** Absent: the fastest that works. */
  engine: v.optional(EngineKind),
  /** Absent: one per core. Only the native engine has more than one. */
  threads: v.optional(wholeNumber('Threads', 1, 256)),
})
export type StartRun = v.InferOutput<typeof StartRun>

/** What trained a run. Equal seeds promise equal weights only where all three are equal. */
export interface Engine {
  readonly kind: EngineKind
  readonly version: string
  readonly threads: number
}

/** Mean cross-entropy in nats (null when not finite) and share of images read wrong, 0 to 1. */
export interface Score {
  readonly loss: number | null
  readonly error: number
}

/** Running numbers of the steps since the point before, each batch measured before its own update. */
export interface MetricPoint extends Score {
  /** Counted from 1 over the whole run; the last step of the window. */
  readonly step: number
  /** Images in the window. */
  readonly images: number
  /** Training time since the run began, evaluation left out. */
  readonly seconds: number
}

/** One pass over the training images, then the whole of both sets with the weights at its end. */
export interface Epoch {
  /** Counted from 1. */
  readonly epoch: number
  readonly step: number
  /** Time of the training steps alone. */
  readonly seconds: number
  readonly imagesPerSecond: number
  readonly running: Score
  readonly train: Score
  readonly test: Score
  /** Of the images kept out of training; null when there are none. */
  readonly validation: Score | null
}

export interface Checkpoint {
  readonly epoch: number
  readonly step: number
  /** Of the weights' bytes: float32, little-endian, each layer's matrix (inputs × outputs) and then its biases. */
  readonly sha256: string
  readonly bytes: number
  /** True for the one that a run goes on from: it also holds the optimizer's state. */
  readonly canResume: boolean
}

/** A change of the learning rate while a run went on: a factor of what its schedule says, from a step on. */
export interface RateChange {
  /** The first step it holds for. */
  readonly step: number
  /** The base rate from there on. */
  readonly learningRate: number
}

/** A change of how many epochs a run has in all. */
export interface EpochsChange {
  /** The first step it holds for. */
  readonly step: number
  readonly epochs: number
}

/** A run's life. The tag is `status`; what else is known depends on it. */
export type RunState =
  | { readonly status: 'queued' }
  | {
      readonly status: 'running'
      readonly imagesPerSecond: number | null
      readonly secondsLeft: number | null
    }
  | { readonly status: 'paused' }
  | { readonly status: 'completed' }
  | { readonly status: 'stopped' }
  | { readonly status: 'interrupted'; readonly reason: string }
  | { readonly status: 'failed'; readonly reason: string }
  | { readonly status: 'diverged'; readonly reason: string }
export type RunStatus = RunState['status']

export interface RunFacts {
  readonly id: RunId
  readonly name: string
  readonly note: string
  /** 1 to 10: the hue and dash it is drawn with, everywhere and for good. */
  readonly colour: number
  readonly config: TrainConfig
  readonly seed: number
  readonly dataset: { readonly id: string; readonly sha256: string | null }
  /** Null until training began. */
  readonly engine: Engine | null
  /** Milliseconds since 1970. */
  readonly createdAt: number
  readonly startedAt: number | null
  readonly endedAt: number | null
  readonly deletedAt: number | null
  readonly progress: {
    /** The epoch under way, the last one begun when none is; 0 before the first step. */
    readonly epoch: number
    readonly epochs: number
    readonly step: number
    readonly steps: number
  }
  /** Time spent training and evaluating. */
  readonly seconds: number
  /** Scores of the last finished epoch, or of the one whose weights it ended with. */
  readonly final: { readonly train: Score; readonly test: Score } | null
  readonly best: { readonly epoch: number; readonly test: Score } | null
  /** Of the last checkpoint, or of the one that keep best ended with. */
  readonly weightsSha256: string | null
  /** What its checkpoints take on disk. */
  readonly bytes: number
  /** The run that this one repeats from its record. */
  readonly reproduces: RunId | null
  /** In order of steps. */
  readonly rateChanges: readonly RateChange[]
  /** Whether training can go on exactly: from its resume point or, before its first checkpoint, from the beginning. */
  readonly canResume: boolean
}
export type Run = RunFacts & RunState

/** True while a run waits or trains. */
export const isLive = (run: Run): boolean => run.status === 'queued' || run.status === 'running'

/** Epochs that a run has taken every step of. */
export const finishedEpochs = ({ progress: { step, steps, epochs } }: Run): number =>
  steps === 0 ? 0 : Math.floor((step * epochs) / steps)

export type RunDetail = Run & {
  readonly epochs: readonly Epoch[]
  readonly checkpoints: readonly Checkpoint[]
}

export interface RunMetrics {
  readonly id: RunId
  readonly points: readonly MetricPoint[]
}

/** A setting in which the compared runs differ; values in the order of the runs. */
export interface SettingDifference {
  readonly setting: keyof TrainConfig | 'engine' | 'threads' | 'data'
  readonly values: readonly string[]
}

export interface Comparison {
  readonly runs: readonly RunDetail[]
  readonly differences: readonly SettingDifference[]
}

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
  readonly digit: number
  /** Probability of that digit. */
  readonly confidence: number
  /** Softmax output for 0 to 9. */
  readonly probabilities: readonly number[]
}

export interface Reading extends Prepared {
  readonly guess: Guess | null
}

export const exportFormats = ['tfjs'] as const
export const ExportFormat = v.picklist(
  exportFormats,
  `Format must be one of ${exportFormats.join(', ')}`,
)
export type ExportFormat = v.InferOutput<typeof ExportFormat>

/** How far an exported model, loaded again from its file, is from the run it came from. */
export interface ExportProof {
  readonly images: number
  readonly sameAnswers: number
  /** Largest difference of any probability. */
  readonly largestDifference: number
}

export interface ExportedModel {
  readonly fileName: string
  /** Base64 of the zip file. */
  readonly zip: string
  readonly bytes: number
  readonly proof: ExportProof
}

export interface DatasetReport {
  readonly id: string
  readonly name: string
  readonly train: number
  readonly test: number
  readonly files: readonly {
    readonly file: string
    readonly sha256: string | null
    readonly ok: boolean
  }[]
}

/** What the machine has, and what to do about what it lacks. */
export interface Doctor {
  readonly version: string
  readonly engine: Engine | null
  /** Why faster engines were passed over, a line each. */
  readonly fallbacks: readonly string[]
  readonly node: string
  readonly sqlite: { readonly version: string; readonly journalMode: string }
  readonly dataDir: string
  readonly datasets: readonly DatasetReport[]
  readonly electron: { readonly version: string | null; readonly binary: boolean }
  readonly problems: readonly { readonly what: string; readonly todo: string }[]
}

export const PresetName = v.pipe(
  v.string(),
  v.regex(
    /^[a-z0-9][a-z0-9-]{0,39}$/,
    'A preset name has 1 to 40 lower-case letters, digits and hyphens',
  ),
)

/** A configuration under a name; those of the application cannot be changed or removed. */
export interface Preset {
  readonly name: string
  readonly config: TrainConfig
  readonly isOwn: boolean
}

/** How a repeat compares with the run it repeats. */
export interface Verification {
  readonly original: RunId
  readonly repeat: RunId
  readonly isSame: boolean
  /** The first step whose points or weights differ; null when none does, or when nothing can be compared. */
  readonly firstDifference: number | null
  /** Why the two may differ: another engine, version or number of threads. */
  readonly remarks: readonly string[]
}
