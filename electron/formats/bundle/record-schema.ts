import * as v from 'valibot'
import {
  leastSide,
  mostClasses,
  mostImages,
  mostSide,
  type DataShape,
} from '../../contract/datasets.ts'
import { RunId, RunName, RunNote } from '../../contract/entities.ts'
import { EvaluatedSet } from '../../contract/evaluations.ts'
import { importFormats, type Origin } from '../../contract/imports.ts'
import { RunColour, Tags, type LogLine } from '../../contract/run-list.ts'
import {
  ImportedConfig,
  LearningRate,
  number,
  TrainConfig,
  wholeNumber,
} from '../../contract/train-config.ts'
import {
  EngineKind,
  type Engine,
  type Epoch,
  type EpochLayers,
  type MetricPoint,
  type Stint,
  type UsagePoint,
} from '../../contract/training.ts'

// What lies in the files of a run. The names are those of the contract where it has the same thing.

/** Of steps and times; far beyond any, and exact. */
const most = 10 ** 15
const count = (name: string, least = 0) => wholeNumber(name, least, most)
const quantity = (name: string) => number(name, 0, most)
/** Null where it is not finite. */
const loss = v.nullable(v.pipe(v.number(), v.finite('A loss must be a finite number')))
const share = (name: string) => number(name, 0, 1)
const text = (name: string, longest: number) =>
  v.pipe(v.string(), v.maxLength(longest, `${name} has at most ${String(longest)} characters`))
/** Of what a trainer said when it ended. */
const mostText = 100_000
const time = count('A time')
const threads = wholeNumber('Threads', 1, 4096)
const step = (least = 1) => count('A step', least)
const epoch = wholeNumber('An epoch', 1, 1_000_000)
/** That of an imported model is epoch 0. */
const checkpointEpoch = wholeNumber('An epoch', 0, 1_000_000)

export const Sha256 = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{64}$/, 'A SHA-256 has 64 lower-case hex digits'),
)

const side = wholeNumber('Pixels a side', leastSide, mostSide)
const Shape = v.strictObject({
  rows: side,
  columns: side,
  classes: v.pipe(v.array(text('A class name', 1000)), v.minLength(2), v.maxLength(mostClasses)),
  mean: share('Mean'),
  deviation: share('Deviation'),
}) satisfies v.GenericSchema<DataShape>

/** A run that trains or waits goes into a bundle as one that was interrupted. */
const endings = ['paused', 'completed', 'stopped', 'interrupted', 'failed', 'diverged'] as const

/** Where the weights of a run come from that was made of a model file. */
const ImportedOrigin = v.strictObject({
  kind: v.literal('imported'),
  format: v.picklist(importFormats, `Format must be one of ${importFormats.join(', ')}`),
  fileName: text('A file name', 1000),
  sha256: Sha256,
  assumed: v.pipe(v.array(text('A fact', 1000)), v.maxLength(100)),
}) satisfies v.GenericSchema<Origin>

const RunFields = v.strictObject({
  id: RunId,
  name: RunName,
  note: RunNote,
  tags: Tags,
  colour: RunColour,
  status: v.picklist(endings, `Status must be one of ${endings.join(', ')}`),
  reason: v.nullable(text('A reason', mostText)),
  /** Null of one that was trained. */
  origin: v.nullable(ImportedOrigin),
  config: ImportedConfig,
  shape: Shape,
  dataSha256: v.nullable(Sha256),
  wantedEngine: v.nullable(EngineKind),
  wantedThreads: v.nullable(threads),
  engine: v.nullable(EngineKind),
  engineVersion: v.nullable(text('A version', 200)),
  threads: v.nullable(threads),
  parts: v.nullable(threads),
  createdAt: time,
  startedAt: v.nullable(time),
  endedAt: v.nullable(time),
  steps: count('Steps'),
  step: step(0),
  epoch: checkpointEpoch,
  seconds: quantity('Seconds'),
  /** In all by now; null as configured. */
  epochs: v.nullable(epoch),
  keptEpoch: v.nullable(checkpointEpoch),
  reproduces: v.nullable(RunId),
})

/** What a run is and how far it has come. */
export const BundledRun = v.pipe(
  RunFields,
  v.check(
    ({ origin, config }) => origin !== null || v.is(TrainConfig, config),
    'A run that was trained must have settings that can be trained with',
  ),
)
export type BundledRun = v.InferOutput<typeof RunFields>

const Score = v.strictObject({ loss, error: share('An error') })

export const Point = v.strictObject({
  step: step(),
  loss,
  error: share('An error'),
  images: count('Images', 1),
  seconds: quantity('Seconds'),
}) satisfies v.GenericSchema<MetricPoint>

export const EpochRow = v.strictObject({
  epoch,
  step: step(),
  seconds: quantity('Seconds'),
  imagesPerSecond: quantity('Images a second'),
  running: Score,
  train: Score,
  test: Score,
  validation: v.nullable(Score),
}) satisfies v.GenericSchema<Epoch>

const finite = v.pipe(v.number(), v.finite('A value must be a finite number'))
const Histogram = v.strictObject({
  least: finite,
  most: finite,
  counts: v.pipe(v.array(count('A count')), v.minLength(1), v.maxLength(1000)),
})
const size = wholeNumber('Units', 1, 4096)

export const LayersRow = v.strictObject({
  epoch,
  layers: v.pipe(
    v.array(
      v.strictObject({
        layer: wholeNumber('A layer', 1, 16),
        inputs: size,
        units: size,
        weights: Histogram,
        gradients: Histogram,
        activations: Histogram,
        dead: v.nullable(count('Dead units')),
        saturated: v.nullable(share('Saturated outputs')),
      }),
    ),
    v.maxLength(16),
    v.check(
      (layers) => layers.every(({ layer }, index) => layer === index + 1),
      'Layers must be counted from 1',
    ),
  ),
}) satisfies v.GenericSchema<EpochLayers>

export const UsageRow = v.strictObject({
  seconds: quantity('Seconds'),
  cpu: quantity('Processor time'),
  memory: count('Memory'),
}) satisfies v.GenericSchema<UsagePoint>

const EngineFacts = v.strictObject({
  kind: EngineKind,
  version: text('A version', 200),
  threads,
  parts: threads,
}) satisfies v.GenericSchema<Engine>

export const StintRow = v.strictObject({
  fromStep: step(0),
  startedAt: time,
  engine: v.nullable(EngineFacts),
  version: text('A version', 200),
  commit: v.nullable(text('A commit', 64)),
  hasChanges: v.boolean(),
  node: text('A version', 200),
  system: text('A system', 1000),
  processor: text('A processor', 1000),
  cores: wholeNumber('Cores', 0, 100_000),
  memory: count('Memory'),
  dataSha256: v.nullable(Sha256),
  commandLine: v.pipe(v.array(text('An argument', 100_000)), v.maxLength(10_000)),
}) satisfies v.GenericSchema<Stint>

export const ChangeRow = v.variant('kind', [
  v.strictObject({ kind: v.literal('rate'), step: step(), value: LearningRate }),
  v.strictObject({ kind: v.literal('epochs'), step: step(), value: epoch }),
])
export type ChangeRow = v.InferOutput<typeof ChangeRow>

export const LogRow = v.strictObject({
  at: time,
  level: v.picklist(['info', 'warn', 'error'], 'Level must be one of info, warn, error'),
  text: text('A line', mostText),
}) satisfies v.GenericSchema<LogLine>

/** Its weights lie in a file of their own, which has that hash. */
export const CheckpointRow = v.strictObject({
  epoch: checkpointEpoch,
  step: step(0),
  sha256: Sha256,
})
export type CheckpointRow = v.InferOutput<typeof CheckpointRow>

const Tally = v.strictObject({ loss: finite, wrong: count('Wrong'), images: count('Images') })

/** What a run goes on from beside weights and slots. */
export const ResumeRow = v.strictObject({
  isEpochEnd: v.boolean(),
  step: step(0),
  window: Tally,
  running: Tally,
  seconds: quantity('Seconds'),
  epochSeconds: quantity('Seconds'),
  best: v.nullable(v.strictObject({ epoch, error: share('An error') })),
})
export type ResumeRow = v.InferOutput<typeof ResumeRow>

/** Its file holds a byte an image for the classes, then a float32 each for the two probabilities. */
export const EvaluationRow = v.strictObject({
  step: step(0),
  set: EvaluatedSet,
  dataSha256: Sha256,
  images: wholeNumber('Images', 1, mostImages),
  loss,
  error: share('An error'),
  sha256: Sha256,
  madeAt: time,
})
export type EvaluationRow = v.InferOutput<typeof EvaluationRow>
