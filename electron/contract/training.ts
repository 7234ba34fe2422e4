import * as v from 'valibot'

/** Where training can happen, fastest first. */
export const engineKinds = ['native', 'wasm', 'cpu'] as const
export const EngineKind = v.picklist(engineKinds, `Engine must be one of ${engineKinds.join(', ')}`)
export type EngineKind = v.InferOutput<typeof EngineKind>

/** Shares of images read wrong, 0 to 1: 98.13 % right on test and 99.44 % on train. */
export const published = { train: { error: 0.0056 }, test: { error: 0.0187 } } as const

/** Steps between two lines of the reference's report. */
export const reportEvery = 200

/** What trained a run. Equal seeds promise equal weights only where all of it is equal. */
export interface Engine {
  readonly kind: EngineKind
  readonly version: string
  readonly threads: number
  /** Into how many the network is split, each in a thread of its own; 1 where it is whole. */
  readonly parts: number
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

/** Who trained a run from a step on, and where: enough to find the program and the machine again. */
export interface Stint {
  /** The step it went on from; 0 at the very beginning. */
  readonly fromStep: number
  /** Milliseconds since 1970. */
  readonly startedAt: number
  readonly engine: Engine | null
  /** Of the application. */
  readonly version: string
  /** Of its source, 40 hex digits; null where it was built without git. */
  readonly commit: string | null
  /** Whether it was built from more than is in that commit. */
  readonly hasChanges: boolean
  readonly node: string
  /** `Linux 6.1.0 x64`. */
  readonly system: string
  readonly processor: string
  readonly cores: number
  /** Bytes of memory that the machine has. */
  readonly memory: number
  readonly dataSha256: string | null
  /** The command, with its arguments, that the program was started by. */
  readonly commandLine: readonly string[]
}

/** What a trainer used over about a second. */
export interface UsagePoint {
  /** Time that the run had been trained for, pauses left out. */
  readonly seconds: number
  /** Processor time over time: 2 means two cores at full work. */
  readonly cpu: number
  /** Bytes of memory that the trainer held. */
  readonly memory: number
}

/** How often values fall into bins of equal width; values that are not finite are left out. */
export interface Histogram {
  /** Lower edge of the first bin and upper edge of the last. */
  readonly least: number
  readonly most: number
  readonly counts: readonly number[]
}

/** A layer at the end of an epoch. */
export interface LayerReport {
  /** Counted from 1, from input to output. */
  readonly layer: number
  readonly inputs: number
  readonly units: number
  /** Of its matrix. */
  readonly weights: Histogram
  /** Of its matrix, for the first training images and without dropout. */
  readonly gradients: Histogram
  /** Its outputs for the same images; of the last layer the logits. */
  readonly activations: Histogram
  /** Units whose output is the same for every test image; null for the last layer. */
  readonly dead: number | null
  /** Share of its outputs, over all test images, at the flat ends of tanh or sigmoid; null for other activations and the last layer. */
  readonly saturated: number | null
}

export interface EpochLayers {
  readonly epoch: number
  readonly layers: readonly LayerReport[]
}

export const findingKinds = [
  'diverged',
  'overfitting',
  'loss-not-falling',
  'still-falling',
  'rate-too-high',
  'rate-too-low',
  'dead-units',
  'saturated-units',
  'test-better-than-train',
] as const
export type FindingKind = (typeof findingKinds)[number]

/** Something that a person should know of a run, with what it rests on. */
export interface Finding {
  readonly kind: FindingKind
  /** `problem` spoils the result, `hint` may make the next run better, `note` explains what looks odd. */
  readonly weight: 'problem' | 'hint' | 'note'
  /** What it is, in one plain sentence. */
  readonly text: string
  /** The numbers it rests on, in words. */
  readonly evidence: string
  /** What to try, in one plain sentence; null where there is nothing to do. */
  readonly advice: string | null
}
