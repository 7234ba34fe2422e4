import type {
  Engine,
  EngineKind,
  Epoch,
  EpochLayers,
  EpochsChange,
  MetricPoint,
  RateChange,
  UsagePoint,
} from '../contract/training.ts'
import type { DataShape } from '../contract/datasets.ts'
import type { TrainConfig } from '../contract/train-config.ts'

/** Where the four IDX files of a data set lie, plain and already checked against their hashes. */
export interface DatasetFiles {
  readonly trainImages: string
  readonly trainLabels: string
  readonly testImages: string
  readonly testLabels: string
}

/** Sum of losses in nats, images read wrong, and images: what has been counted so far of a window or epoch. */
export interface TallySoFar {
  readonly loss: number
  readonly wrong: number
  readonly images: number
}

/** Beside the weights, all that training depends on when it goes on from the middle of a run. */
export interface ResumeState {
  /** The last step taken, counted from 1 over the whole run. */
  readonly step: number
  /** What the optimizer keeps, see Backend.slots. */
  readonly slots: Uint8Array
  /** Of the window and the epoch that the step is in the middle of; nothing at their ends. */
  readonly window: TallySoFar
  readonly running: TallySoFar
  /** Training time so far: of the run, and of the epoch under way. */
  readonly seconds: number
  readonly epochSeconds: number
  /** The best validation error so far and its epoch, for patience and keep best. */
  readonly best: { readonly epoch: number; readonly error: number } | null
}

/** How the hidden layer of a network is split between threads, a part each. */
export interface Split {
  readonly parts: number
  /** Folder for copies of the engine's addon, which is made where it is missing; the folder around it is there. */
  readonly copies: string
}

/** All that a trainer needs to know; plain data, so that it can be sent to any process on any machine. */
export interface TrainJob {
  readonly config: TrainConfig
  readonly data: DatasetFiles
  readonly shape: DataShape
  readonly engine: EngineKind
  /** Absent: one per core. */
  readonly threads: number | null
  /** On the native engine alone, and then a thread a part; null trains the network whole. */
  readonly split: Split | null
  /** To go on from; null begins anew. */
  readonly resume: { readonly weights: Uint8Array; readonly state: ResumeState } | null
  /** What was changed on the way, each in order of steps; a repeat knows of all from its start. */
  readonly rateChanges: readonly RateChange[]
  readonly epochsChanges: readonly EpochsChange[]
  /** Longest time between two checkpoints that training can go on from. */
  readonly checkpointEverySeconds: number
}

/** To the trainer. `stop` ends the run after the step under way and keeps a checkpoint of where it stands. */
export type ToTrainer =
  | { readonly kind: 'train'; readonly job: TrainJob }
  | { readonly kind: 'probe'; readonly engine: EngineKind; readonly threads: number | null }
  | { readonly kind: 'stop' }
  /** From the next step on; answered by `rate` with the step it holds from. */
  | { readonly kind: 'setRate'; readonly learningRate: number }
  /** The run is to end after so many epochs in all; answered by `epochs` with the step it holds from. */
  | { readonly kind: 'setEpochs'; readonly epochs: number }
  /** The checkpoint of that step is committed. Training waits while more than two are not. */
  | { readonly kind: 'kept'; readonly step: number }

/** How a training ended by itself or by request. */
export type TrainOutcome =
  /** With the weights of that epoch: the last one, or the best where that is kept. */
  | { readonly status: 'completed'; readonly epoch: number }
  | { readonly status: 'stopped' }
  | { readonly status: 'diverged'; readonly reason: string }
  | { readonly status: 'failed'; readonly reason: string }

/** Weights as bytes: float32, little-endian, each layer's matrix (inputs × outputs) and then its biases. */
export interface CheckpointMessage {
  readonly kind: 'checkpoint'
  readonly epoch: number
  readonly step: number
  readonly weights: Uint8Array
  readonly sha256: string
  readonly state: ResumeState
  /** True at the end of an epoch; others only serve to go on from, until the next comes. */
  readonly isEpochEnd: boolean
}

/** Whether an engine works in a process. */
export type EngineReport =
  | { readonly kind: 'ready'; readonly engine: Engine }
  | { readonly kind: 'unusable'; readonly reason: string }

/** From the trainer, `points` at most ten times a second and once before each epoch. */
export type FromTrainer =
  | Extract<EngineReport, { readonly kind: 'ready' }>
  | {
      readonly kind: 'points'
      readonly points: readonly MetricPoint[]
      /** Training images a second over the last few steps. */
      readonly imagesPerSecond: number
      readonly secondsLeft: number
    }
  | { readonly kind: 'epoch'; readonly epoch: Epoch }
  /** After the epoch they belong to. */
  | ({ readonly kind: 'layers' } & EpochLayers)
  /** About once a second; seconds are those since this trainer began. */
  | { readonly kind: 'usage'; readonly usage: UsagePoint }
  | CheckpointMessage
  | { readonly kind: 'rate'; readonly change: RateChange }
  | { readonly kind: 'epochs'; readonly change: EpochsChange }
  | { readonly kind: 'ended'; readonly outcome: TrainOutcome; readonly seconds: number }

/** All that the child process may say; an engine that does not work there is its parent's affair alone. */
export type FromChild = FromTrainer | EngineReport

/** A child process that speaks messages, whatever started it (`fork` or Electron's `utilityProcess`). */
export interface Port<Sent, Received> {
  readonly pid: number | undefined
  readonly send: (message: Sent) => void
  readonly onMessage: (listener: (message: Received) => void) => void
  /** Once, after the last message; `how` says code or signal, with the last lines of standard error. */
  readonly onExit: (listener: (how: string) => void) => void
  /** Ends the process at once. */
  readonly kill: () => void
}

/** What is built to be a process of its own. */
export type Entry = 'child' | 'maker' | 'prover' | 'evaluator' | 'reader' | 'bundler'

/** Starts a built entry of this application in a process of its own. */
export type Fork = <Sent, Received>(
  entry: Entry,
  env?: Readonly<Record<string, string>>,
) => Port<Sent, Received>
