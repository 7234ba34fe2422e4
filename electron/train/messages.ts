import type { Engine, EngineKind, Epoch, MetricPoint, TrainConfig } from '../contract/entities.ts'

/** Where the four IDX files of a data set lie, plain and already checked against their hashes. */
export interface DatasetFiles {
  readonly trainImages: string
  readonly trainLabels: string
  readonly testImages: string
  readonly testLabels: string
}

/** All that a trainer needs to know; plain data, so that it can be sent to any process on any machine. */
export interface TrainJob {
  readonly config: TrainConfig
  readonly data: DatasetFiles
  readonly engine: EngineKind
  /** Absent: one per core. */
  readonly threads: number | null
}

/** To the trainer. `stop` ends the run after the step under way and keeps a checkpoint of where it stands. */
export type ToTrainer =
  | { readonly kind: 'train'; readonly job: TrainJob }
  | { readonly kind: 'probe'; readonly engine: EngineKind; readonly threads: number | null }
  | { readonly kind: 'stop' }
  /** The checkpoint of that step is committed. Training waits while more than two are not. */
  | { readonly kind: 'kept'; readonly step: number }

/** How a training ended by itself or by request. */
export type TrainOutcome =
  | { readonly status: 'completed' }
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
}

/** From the trainer, `points` at most ten times a second and once before each epoch. */
export type FromTrainer =
  | { readonly kind: 'ready'; readonly engine: Engine }
  | {
      readonly kind: 'points'
      readonly points: readonly MetricPoint[]
      /** Training images a second over the last few steps. */
      readonly imagesPerSecond: number
      readonly secondsLeft: number
    }
  | { readonly kind: 'epoch'; readonly epoch: Epoch }
  | CheckpointMessage
  | { readonly kind: 'ended'; readonly outcome: TrainOutcome; readonly seconds: number }

/** All that the child process may say; an engine that does not work there is its parent's affair alone. */
export type FromChild = FromTrainer | { readonly kind: 'unusable'; readonly reason: string }

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

/** Starts a built entry (`child`, `reload`) of this application in a process of its own. */
export type Fork = <Sent, Received>(
  entry: 'child' | 'reload',
  env?: Readonly<Record<string, string>>,
) => Port<Sent, Received>
