import * as v from 'valibot'
import type { DataShape } from './datasets.ts'
import type { Membership } from './groups.ts'
import type { HandwritingScore } from './handwriting.ts'
import type { Origin } from './imports.ts'
import { TrainConfig, wholeNumber } from './train-config.ts'
import {
  EngineKind,
  type Checkpoint,
  type Engine,
  type Epoch,
  type EpochsChange,
  type Finding,
  type MetricPoint,
  type RateChange,
  type Score,
  type Stint,
} from './training.ts'

/** Ten lower-case letters and digits; made once, never reused. */
export const RunId = v.pipe(
  v.string(),
  v.regex(/^[0-9a-z]{10}$/, 'A run id has 10 lower-case letters and digits'),
  v.brand('RunId'),
)
export type RunId = v.InferOutput<typeof RunId>

const nameRule = 'A name has 1 to 120 characters'
export const RunName = v.pipe(
  v.string(nameRule),
  v.trim(),
  v.minLength(1, nameRule),
  v.maxLength(120, nameRule),
)
export const RunNote = v.pipe(
  v.string(),
  v.maxLength(10_000, 'A note has at most 10,000 characters'),
)

export const StartRun = v.strictObject({
  config: TrainConfig,
  /** Absent: a name is made from what differs from the reference. */
  name: v.optional(RunName),
  note: v.optional(RunNote, ''),
  /** Absent: the fastest that works. */
  engine: v.optional(EngineKind),
  /** Absent: as many as the settings and other runs leave. Only the native engine has more than one. */
  threads: v.optional(wholeNumber('Threads', 1, 256)),
})
export type StartRun = v.InferOutput<typeof StartRun>

/** A run's life. The tag is `status`; what else is known depends on it. */
export type RunState =
  /** Held: not begun until somebody lets it go on. */
  | { readonly status: 'queued'; readonly isHeld: boolean }
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
export const runStatuses = Object.keys({
  queued: 0,
  running: 0,
  paused: 0,
  completed: 0,
  stopped: 0,
  interrupted: 0,
  failed: 0,
  diverged: 0,
} satisfies Record<RunStatus, 0>) as readonly RunStatus[]

export interface RunFacts {
  readonly id: RunId
  readonly name: string
  readonly note: string
  /** 1 to 10: the hue and dash it is drawn with, everywhere and for good. */
  readonly colour: number
  readonly tags: readonly string[]
  readonly isPinned: boolean
  readonly origin: Origin
  /** Of an imported run only what `knownSettings` names says how it was made; the rest is what a clone begins with. */
  readonly config: TrainConfig
  readonly seed: number
  /** What it was made for when it was added; the hash is known once training began. */
  readonly dataset: DataShape & { readonly id: string; readonly sha256: string | null }
  /** Null until training began. */
  readonly engine: Engine | null
  /** Milliseconds since 1970. */
  readonly createdAt: number
  readonly startedAt: number | null
  readonly endedAt: number | null
  readonly archivedAt: number | null
  readonly deletedAt: number | null
  /** Of an imported run all 0: it has not taken a step here. */
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
  /** Of an imported run, once it was evaluated on its test set. */
  readonly best: { readonly epoch: number; readonly test: Score } | null
  /** Of the weights it ended with or has come to; null without a checkpoint or drawings, and for other images than such digits. */
  readonly handwriting: HandwritingScore | null
  /** Of the last checkpoint, or of the one that keep best ended with. */
  readonly weightsSha256: string | null
  /** What its checkpoints take on disk. */
  readonly bytes: number
  /** The run that this one repeats from its record. */
  readonly reproduces: RunId | null
  /** Null for a run that was asked for by itself. */
  readonly group: Membership | null
  /** In order of steps. */
  readonly rateChanges: readonly RateChange[]
  readonly epochsChanges: readonly EpochsChange[]
  /** Order among the runs that wait, smallest first. */
  readonly place: number
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
  /** In order of time: one for each start of training. */
  readonly stints: readonly Stint[]
  readonly findings: readonly Finding[]
}

export interface RunMetrics {
  readonly id: RunId
  readonly points: readonly MetricPoint[]
}

/** As much of a run as a chart with many of them draws. */
export interface RunCurve {
  readonly run: Run
  readonly points: readonly MetricPoint[]
  readonly epochs: readonly Epoch[]
  readonly stints: readonly Stint[]
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
  /** Why the two may differ: another engine or number of threads and, where they do, another program or processor. */
  readonly remarks: readonly string[]
}
