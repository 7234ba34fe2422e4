import * as v from 'valibot'
import { Pixels } from '../../electron/contract/digits.ts'
import { GroupId } from '../../electron/contract/groups.ts'
import { RunId } from '../../electron/contract/entities.ts'
import { ExportFormat } from '../../electron/contract/exports.ts'
import { EngineKind, findingKinds } from '../../electron/contract/training.ts'
import { TrainConfig } from '../../electron/contract/train-config.ts'

/** What scripts may rely on, written down a second time. */
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1))
const score = v.strictObject({ loss: v.number(), error: share })
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))
const engine = v.strictObject({
  kind: EngineKind,
  version: v.string(),
  threads: v.number(),
  parts: v.number(),
})
const finalScores = v.strictObject({ train: score, test: score })
const trainedEpoch = {
  epoch: v.number(),
  seconds: v.number(),
  imagesPerSecond: v.number(),
  running: score,
  train: score,
  test: score,
}

const finding = v.strictObject({
  kind: v.picklist(findingKinds),
  weight: v.picklist(['problem', 'hint', 'note']),
  text: v.string(),
  evidence: v.string(),
  advice: v.nullable(v.string()),
})

export const TrainResult = v.strictObject({
  id: RunId,
  name: v.string(),
  status: v.picklist(['completed', 'stopped', 'paused', 'interrupted', 'failed', 'diverged']),
  seed: v.number(),
  config: TrainConfig,
  engine: v.nullable(engine),
  seconds: v.number(),
  epochs: v.array(v.strictObject({ ...trainedEpoch, validation: v.optional(score) })),
  final: v.nullable(finalScores),
  weightsSha256: v.nullable(sha256),
  findings: v.array(finding),
})

const run = {
  id: RunId,
  name: v.string(),
  note: v.string(),
  colour: v.number(),
  tags: v.array(v.string()),
  isPinned: v.boolean(),
  origin: v.strictObject({ kind: v.literal('trained') }),
  config: TrainConfig,
  seed: v.number(),
  dataset: v.strictObject({
    id: v.string(),
    sha256: v.nullable(sha256),
    rows: v.number(),
    columns: v.number(),
    classes: v.array(v.string()),
    mean: v.number(),
    deviation: v.number(),
  }),
  engine: v.nullable(engine),
  createdAt: v.number(),
  startedAt: v.nullable(v.number()),
  endedAt: v.nullable(v.number()),
  archivedAt: v.nullable(v.number()),
  deletedAt: v.nullable(v.number()),
  progress: v.strictObject({
    epoch: v.number(),
    epochs: v.number(),
    step: v.number(),
    steps: v.number(),
  }),
  seconds: v.number(),
  final: v.nullable(finalScores),
  best: v.nullable(v.strictObject({ epoch: v.number(), test: score })),
  handwriting: v.nullable(v.strictObject({ error: share, images: v.number() })),
  weightsSha256: v.nullable(sha256),
  bytes: v.number(),
  reproduces: v.nullable(RunId),
  group: v.nullable(
    v.strictObject({
      id: GroupId,
      kind: v.picklist(['repeat', 'sweep']),
      name: v.string(),
      trial: v.number(),
    }),
  ),
  rateChanges: v.array(v.strictObject({ step: v.number(), learningRate: v.number() })),
  epochsChanges: v.array(v.strictObject({ step: v.number(), epochs: v.number() })),
  canResume: v.boolean(),
  place: v.number(),
  status: v.literal('completed'),
}
const checkpoint = v.strictObject({
  epoch: v.number(),
  step: v.number(),
  sha256,
  bytes: v.number(),
  canResume: v.boolean(),
})
const stint = v.strictObject({
  fromStep: v.number(),
  startedAt: v.number(),
  engine: v.nullable(engine),
  version: v.string(),
  commit: v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/))),
  hasChanges: v.boolean(),
  node: v.string(),
  system: v.string(),
  processor: v.string(),
  cores: v.number(),
  memory: v.number(),
  dataSha256: v.nullable(sha256),
  commandLine: v.array(v.string()),
})
export const CompletedRun = v.strictObject(run)
export const CompletedRunDetail = v.strictObject({
  ...run,
  epochs: v.array(
    v.strictObject({ ...trainedEpoch, step: v.number(), validation: v.nullable(score) }),
  ),
  checkpoints: v.array(checkpoint),
  stints: v.array(stint),
  findings: v.array(finding),
})

const histogram = v.strictObject({
  least: v.number(),
  most: v.number(),
  counts: v.array(v.number()),
})
export const Layers = v.array(
  v.strictObject({
    epoch: v.number(),
    layers: v.array(
      v.strictObject({
        layer: v.number(),
        inputs: v.number(),
        units: v.number(),
        weights: histogram,
        gradients: histogram,
        activations: histogram,
        dead: v.nullable(v.number()),
        saturated: v.nullable(share),
      }),
    ),
  }),
)
export const Usage = v.strictObject({
  id: RunId,
  points: v.array(v.strictObject({ seconds: v.number(), cpu: v.number(), memory: v.number() })),
})

export const Checkpoints = v.array(checkpoint)

export const Verified = v.strictObject({
  original: RunId,
  repeat: RunId,
  isSame: v.boolean(),
  firstDifference: v.nullable(v.number()),
  remarks: v.array(v.string()),
  weightsSha256: v.nullable(sha256),
})

export const Presets = v.array(
  v.strictObject({ name: v.string(), config: TrainConfig, isOwn: v.boolean() }),
)

export const Metrics = v.strictObject({
  id: RunId,
  points: v.array(
    v.strictObject({
      step: v.number(),
      images: v.number(),
      seconds: v.number(),
      loss: v.number(),
      error: share,
    }),
  ),
})

export const Exported = v.strictObject({
  id: RunId,
  path: v.string(),
  format: ExportFormat,
  epoch: v.number(),
  pixels: v.picklist(['unit', 'byte']),
  answer: v.picklist(['probabilities', 'logits']),
  bytes: v.number(),
  proof: v.strictObject({
    images: v.number(),
    sameAnswers: v.number(),
    right: v.nullable(v.number()),
    largestDifference: v.number(),
  }),
})

export const Predicted = v.strictObject({
  index: v.number(),
  digit: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(9)),
  confidence: share,
  probabilities: v.pipe(v.array(share), v.length(10)),
  label: v.optional(v.number()),
})

const tally = { count: v.number(), correct: v.number(), accuracy: v.nullable(share) }
export const Summary = v.strictObject({
  ...tally,
  perDigit: v.pipe(v.array(v.strictObject({ digit: v.number(), ...tally })), v.length(10)),
})

export const PreparedLine = v.strictObject({ index: v.number(), pixels: Pixels })

export const Report = v.strictObject({
  version: v.string(),
  engine: v.nullable(engine),
  fallbacks: v.array(v.string()),
  node: v.string(),
  sqlite: v.strictObject({ version: v.string(), journalMode: v.literal('wal') }),
  dataDir: v.string(),
  datasets: v.array(
    v.strictObject({
      id: v.string(),
      name: v.string(),
      train: v.number(),
      test: v.number(),
      files: v.array(
        v.strictObject({ file: v.string(), sha256: v.nullable(sha256), ok: v.boolean() }),
      ),
    }),
  ),
  electron: v.strictObject({ version: v.nullable(v.string()), binary: v.boolean() }),
  problems: v.array(v.strictObject({ what: v.string(), todo: v.string() })),
})

export const ListedRuns = v.array(v.strictObject({ name: v.string() }))

export const Queue = v.array(
  v.strictObject({
    id: RunId,
    name: v.string(),
    isHeld: v.boolean(),
    startsIn: v.nullable(v.number()),
    takes: v.nullable(v.number()),
  }),
)

export const SavedViews = v.array(
  v.strictObject({
    name: v.string(),
    view: v.strictObject({
      filter: v.string(),
      columns: v.array(v.strictObject({ key: v.string(), width: v.optional(v.number()) })),
      sort: v.strictObject({ by: v.string(), isDescending: v.boolean() }),
      groupBy: v.nullable(v.string()),
    }),
  }),
)
