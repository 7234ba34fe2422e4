import * as v from 'valibot'
import { CompareRuns, SaveReport, type Comparison, type SavedReport } from './comparison.ts'
import {
  Drawing,
  Pixels,
  Strokes,
  type Explanation,
  type FirstLayer,
  type Guess,
  type Prepared,
  type Reading,
  type Stages,
} from './digits.ts'
import { type Doctor } from './doctor.ts'
import {
  PresetName,
  RunId,
  RunName,
  RunNote,
  StartRun,
  type Preset,
  type Run,
  type RunCurve,
  type RunDetail,
  type RunMetrics,
  type Verification,
} from './entities.ts'
import { bundleCalls } from './bundle-calls.ts'
import { evaluationCalls } from './evaluation-calls.ts'
import {
  EpochOfCheckpoint,
  RunCheckpoint,
  type EvaluationProgress,
  type RunAnswer,
} from './evaluations.ts'
import { ModelChoice, type ExportedModel } from './exports.ts'
import { Repeats } from './groups.ts'
import { handwritingCalls } from './handwriting-calls.ts'
import { importCalls } from './import-calls.ts'
import {
  EngineKind,
  type Epoch,
  type EpochLayers,
  type MetricPoint,
  type UsagePoint,
} from './training.ts'
import type { Dataset, DatasetDetail } from './datasets.ts'
import {
  ListedRuns,
  RunColour,
  RunIds,
  RunsView,
  SomeCurves,
  Tags,
  ViewName,
  type LogLine,
  type PurgeProgress,
  type QueuedRun,
  type SavedView,
} from './run-list.ts'
import { Settings } from './settings.ts'
import { sweepCalls } from './sweep-calls.ts'
import type { Sweep } from './sweeps.ts'
import { takes } from './takes.ts'
import { DatasetId, LearningRate, TrainConfig, wholeNumber } from './train-config.ts'

const aRun = v.strictObject({ id: RunId })
const someRuns = v.strictObject({ ids: RunIds })
const epoch = v.optional(EpochOfCheckpoint)

/** Every question a window, browser or terminal may ask. */
export const calls = {
  /** Newest first. */
  'runs.list': takes(ListedRuns).returns<readonly Run[]>(),
  /** By id, unique prefix of an id, name, or `last`. */
  'runs.find': takes(v.strictObject({ run: v.pipe(v.string(), v.minLength(1)) })).returns<Run>(),
  'runs.show': takes(aRun).returns<RunDetail>(),
  /** At most `most` points a run: where there are more, the least and the greatest loss of each stretch are kept. */
  'runs.metrics': takes(
    v.strictObject({
      ...SomeCurves.entries,
      afterStep: v.optional(v.pipe(v.number(), v.integer()), 0),
    }),
  ).returns<readonly RunMetrics[]>(),
  /** For charts of many; those that are there. */
  'runs.curves': takes(SomeCurves).returns<readonly RunCurve[]>(),
  'runs.log': takes(aRun).returns<readonly LogLine[]>(),
  /** Changes what is said of runs, not what they are; a name can be given to one run only. */
  'runs.change': takes(
    v.strictObject({
      ids: RunIds,
      name: v.optional(RunName),
      note: v.optional(RunNote),
      tags: v.optional(Tags),
      addTags: v.optional(Tags),
      removeTags: v.optional(Tags),
      colour: v.optional(RunColour),
      isPinned: v.optional(v.boolean()),
    }),
  ).returns<void>(),
  /** Hides runs that have ended, keeping all of them; one that is live refuses. */
  'runs.archive': takes(someRuns).returns<void>(),
  'runs.unarchive': takes(someRuns).returns<void>(),
  /** What its trainer used, in order of time; at most 1,000 points, evenly chosen. */
  'runs.usage': takes(aRun).returns<readonly UsagePoint[]>(),
  /** Its layers at the end of each epoch. */
  'runs.layers': takes(aRun).returns<readonly EpochLayers[]>(),
  /** Whether runs differ by more than chance, what differs in them, and what would settle it. */
  'runs.compare': takes(CompareRuns).returns<Comparison>(),
  /** The same as a file: one HTML page that needs nothing else, Markdown, or CSV. */
  'runs.report': takes(SaveReport).returns<SavedReport>(),
  /** Puts the run at the end of the queue, and its repeats with further seeds behind it. */
  'runs.start': takes(
    v.strictObject({ ...StartRun.entries, repeats: v.optional(Repeats, 1) }),
  ).returns<{ readonly id: RunId }>(),
  /** Queues runs with the same configuration and further seeds; they are one group with it, or without it where it is a sweep's. */
  'runs.repeat': takes(v.strictObject({ id: RunId, seeds: Repeats })).returns<{
    readonly ids: readonly RunId[]
  }>(),
  /** Ends a queued or running run and keeps what was finished. */
  'runs.stop': takes(aRun).returns<void>(),
  /** Ends a running run after the step under way, to go on later exactly from there; a queued one just waits. */
  'runs.pause': takes(aRun).returns<void>(),
  /** Puts a paused, stopped, interrupted or extended run into the queue, to go on from its resume point; one about to pause as soon as it has. */
  'runs.resume': takes(aRun).returns<void>(),
  /** Adds epochs to a run, whether it trains, waits or has ended; one that has completed can then be resumed. */
  'runs.extend': takes(
    v.strictObject({ id: RunId, epochs: wholeNumber('Epochs to add', 1, 1000) }),
  ).returns<void>(),
  /** Changes the learning rate of a run that trains or can go on; the step it holds from is recorded. */
  'runs.setLearningRate': takes(
    v.strictObject({ id: RunId, learningRate: LearningRate }),
  ).returns<void>(),
  /** Queues a new run from a run's record: same configuration, seed, engine, threads and changes on the way. */
  'runs.reproduce': takes(aRun).returns<{ readonly id: RunId }>(),
  /** Compares a run that was made by `runs.reproduce`, and has ended, with the one it repeats. */
  'runs.verification': takes(aRun).returns<Verification>(),
  /** Deletes the checkpoints that nothing needs (not best, last or resume point); returns the bytes freed. */
  'checkpoints.prune': takes(aRun).returns<{ readonly freed: number }>(),
  /** Those of the application first. */
  'presets.list': takes(v.strictObject({})).returns<readonly Preset[]>(),
  /** Adds or replaces one of people's own. */
  'presets.save': takes(v.strictObject({ name: PresetName, config: TrainConfig })).returns<void>(),
  'presets.delete': takes(v.strictObject({ name: PresetName })).returns<void>(),
  /** To the bin; live runs are stopped first. */
  'runs.delete': takes(someRuns).returns<void>(),
  /** Back from the bin. */
  'runs.restore': takes(someRuns).returns<void>(),
  /** Deletes runs of the bin for good, a few at a time, and gives their bytes back to the disk. */
  'runs.purge': takes(someRuns).returns<{ readonly freed: number; readonly purged: number }>(),
  /** Ends the purges of this process; what is gone is gone, and the others are whole. */
  'runs.stopPurge': takes(v.strictObject({})).returns<void>(),
  /** Waiting runs in their order. */
  'queue.list': takes(v.strictObject({})).returns<readonly QueuedRun[]>(),
  /** Puts a waiting run before another one; null: at the end. */
  'queue.move': takes(v.strictObject({ id: RunId, before: v.nullable(RunId) })).returns<void>(),
  'queue.hold': takes(v.strictObject({ ids: RunIds, isHeld: v.boolean() })).returns<void>(),
  /** Takes waiting runs out of the queue; they read as stopped and can be resumed. */
  'queue.remove': takes(someRuns).returns<void>(),
  'views.list': takes(v.strictObject({})).returns<readonly SavedView[]>(),
  /** Adds or replaces one. */
  'views.save': takes(v.strictObject({ name: ViewName, view: RunsView })).returns<void>(),
  'views.delete': takes(v.strictObject({ name: ViewName })).returns<void>(),
  /** Answers in the order of the drawings. */
  'digits.prepare': takes(
    v.strictObject({ drawings: v.pipe(v.array(Strokes), v.maxLength(1000)) }),
  ).returns<readonly Prepared[]>(),
  /** A PNG, JPEG, WebP, GIF or TIFF file as base64. */
  'digits.prepareImage': takes(
    v.strictObject({ image: v.pipe(v.string(), v.base64(), v.maxLength(64 * 1024 * 1024)) }),
  ).returns<Prepared>(),
  /** Answers of one checkpoint (the last one unless an epoch is named), in the order of the images. */
  'digits.guess': takes(
    v.strictObject({ id: RunId, epoch, images: v.pipe(v.array(Pixels), v.maxLength(1000)) }),
  ).returns<readonly Guess[]>(),
  /** What the model sees of a drawing, and its answer; an empty drawing has none. */
  'digits.read': takes(v.strictObject({ id: RunId, epoch, strokes: Strokes })).returns<Reading>(),
  /** What a model sees of a drawing, after each step of its preparation. */
  'digits.stages': takes(v.strictObject({ drawing: Drawing })).returns<Stages>(),
  /** One drawing, read by each of the runs that can, in the order of the ids; an empty one has no answers, but brings the models into memory. */
  'digits.readMany': takes(
    v.strictObject({ drawing: Drawing, ids: v.pipe(v.array(RunId), v.maxLength(50)) }),
  ).returns<Prepared & { readonly answers: readonly RunAnswer[] }>(),
  /** One drawing, read by every checkpoint of a run, in order of epochs. */
  'digits.readEpochs': takes(v.strictObject({ drawing: Drawing, id: RunId })).returns<
    Prepared & { readonly answers: readonly RunAnswer[] }
  >(),
  /** Why a checkpoint reads a drawing as it does; null for an empty one. */
  'digits.explain': takes(
    v.strictObject({ ...RunCheckpoint.entries, drawing: Drawing }),
  ).returns<Explanation | null>(),
  'runs.firstLayer': takes(RunCheckpoint).returns<FirstLayer>(),
  ...evaluationCalls,
  ...sweepCalls,
  ...handwritingCalls,
  ...importCalls,
  ...bundleCalls,
  /** A checkpoint as a model file, proved by loading it again. */
  'models.export': takes(
    v.strictObject({ id: RunId, ...ModelChoice.entries }),
  ).returns<ExportedModel>(),
  /** Those that runs can be trained on, the application's own first. */
  'data.list': takes(v.strictObject({})).returns<readonly Dataset[]>(),
  'data.show': takes(v.strictObject({ id: DatasetId })).returns<DatasetDetail>(),
  /** Deletes an own data set and its files; refused while a run outside the bin was made for it. */
  'data.delete': takes(v.strictObject({ id: DatasetId })).returns<void>(),
  'settings.show': takes(v.strictObject({})).returns<Settings>(),
  /** Changes those that are named, and returns all. */
  'settings.change': takes(v.partial(Settings)).returns<Settings>(),
  'lab.doctor': takes(v.strictObject({ engine: v.optional(EngineKind) })).returns<Doctor>(),
}

/** Everything the core may announce unasked. */
export interface Events {
  /** A run is new, moved on, ended, was deleted or restored. */
  'run.changed': Run
  'run.metrics': { readonly id: RunId; readonly points: readonly MetricPoint[] }
  'settings.changed': Settings
  /** A run was deleted for good. */
  'run.purged': { readonly id: RunId }
  /** How far purges are that take a while; null once none is under way. */
  'purge.progress': PurgeProgress | null
  /** The order of the queue or what is held in it has changed. */
  'queue.changed': readonly QueuedRun[]
  /** A data set was added or deleted. */
  'data.changed': readonly Dataset[]
  'evaluation.progress': EvaluationProgress
  /** Drawings of *my handwriting* were kept, relabelled or deleted; how many there are. */
  'handwriting.changed': { readonly count: number }
  /** A sweep is new, has more or fewer trials, or another state. */
  'sweep.changed': Sweep
  'run.epoch': { readonly id: RunId; readonly epoch: Epoch }
}

export type CallName = keyof typeof calls
export type EventName = keyof Events
export type Input<N extends CallName> = v.InferInput<(typeof calls)[N]['input']>
export type Parsed<N extends CallName> = v.InferOutput<(typeof calls)[N]['input']>
export type Output<N extends CallName> = (typeof calls)[N]['output']
/** `signal` says that nobody waits for the answer any more; absent, they wait however long it takes. */
export type Handlers = {
  readonly [N in CallName]: (
    input: Parsed<N>,
    signal?: AbortSignal,
  ) => Output<N> | Promise<Output<N>>
}

/** One announcement as it travels: the name beside its payload. */
export type Announcement = {
  readonly [E in EventName]: { event: E; payload: Events[E] }
}[EventName]

/** How a page or command talks to the core, whatever lies between. */
export interface Client {
  /** Resolves with the answer; rejects with an AppError. */
  readonly ask: <N extends CallName>(name: N, input: Input<N>) => Promise<Output<N>>
  /** Returns the function that ends the subscription. */
  readonly on: <E extends EventName>(event: E, listener: (payload: Events[E]) => void) => () => void
}

/** Narrows an unchecked name to a call. */
export const isCallName = (name: unknown): name is CallName =>
  typeof name === 'string' && Object.hasOwn(calls, name)
