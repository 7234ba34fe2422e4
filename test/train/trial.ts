import { mnistShape } from '../../electron/contract/datasets.ts'
import type { EpochsChange, RateChange } from '../../electron/contract/training.ts'
import { referenceConfig, type TrainConfig } from '../../electron/contract/train-config.ts'
import { backendConfig, type Backend, type BackendConfig } from '../../electron/train/backend.ts'
import { createBatches } from '../../electron/train/batches.ts'
import { createCourse, createWishes, type Wishes } from '../../electron/train/course.ts'
import { stepsPerEpoch, type Dataset } from '../../electron/train/dataset.ts'
import { loadEngine } from '../../electron/train/engine.ts'
import { firstWeights } from '../../electron/train/first-weights.ts'
import { train, type Fact } from '../../electron/train/loop.ts'
import { layersOf } from '../../electron/train/network.ts'
import type { CheckpointFact } from '../../electron/train/resume.ts'
import { smallSet } from './small-set.ts'

/** 105 images to learn from: in batches of 10, an epoch has 11 steps and its last batch is half as large. */
export const smallData: Dataset = {
  train: smallSet(105),
  test: smallSet(30, 2),
  validation: null,
}

export const smallConfig: TrainConfig = {
  ...referenceConfig,
  hidden: [],
  batch: 10,
  epochs: 3,
  recordEvery: 4,
}

/** A trial in which nothing happens but training. */
const quiet = {
  config: {},
  data: smallData,
  resume: undefined,
  rateChanges: [],
  epochsChanges: [],
  wishes: createWishes(),
  checkpointEverySeconds: Infinity,
  before: () => undefined,
  hear: () => undefined,
  clock: () => performance.now(),
  breathe: () => undefined,
} satisfies { readonly [K in keyof Trial]-?: Trial[K] | undefined }

export interface Trial {
  readonly config?: Partial<TrainConfig>
  readonly data?: Dataset
  /** To go on from a checkpoint that another trial told. */
  readonly resume?: CheckpointFact
  readonly rateChanges?: readonly RateChange[]
  readonly epochsChanges?: readonly EpochsChange[]
  readonly wishes?: Wishes
  readonly checkpointEverySeconds?: number
  /** Told before each call of the backend, with what stops the training. */
  readonly before?: (call: 'step' | 'measure', stop: () => void) => void
  /** Told every fact, with what stops the training. */
  readonly hear?: (fact: Fact, stop: () => void) => void
  readonly clock?: () => number
  /** Told whenever messages could come in, with what stops the training. */
  readonly breathe?: (stop: () => void) => void
}

/** The backend of a trial, at the beginning or where its checkpoint was made. */
async function backendOf(
  config: TrainConfig,
  network: BackendConfig,
  resume: Trial['resume'],
): Promise<Backend> {
  const { makeBackend } = await loadEngine('native', 1)
  return resume
    ? makeBackend(network, layersOf(network, resume.weights), resume.state.slots)
    : makeBackend(network, firstWeights({ ...config, ...network }))
}

/** Trains on the native engine and returns all that became known. */
export async function factsOf(trial: Trial = {}): Promise<readonly Fact[]> {
  const { data, resume, clock, ...given } = { ...quiet, ...trial }
  const config = { ...smallConfig, ...given.config }
  const network = backendConfig(config, mnistShape)
  const backend = await backendOf(config, network, resume)
  const controller = new AbortController()
  const stop = () => {
    controller.abort()
  }
  const watched: Backend = {
    ...backend,
    step: (...args) => {
      given.before('step', stop)
      return backend.step(...args)
    },
    measure: (...args) => {
      given.before('measure', stop)
      return backend.measure(...args)
    },
  }
  const batches = createBatches({ set: data.train, config, augmenter: null })
  const course = createCourse({ ...given, config, stepsPerEpoch: stepsPerEpoch(config, data) })
  const facts: Fact[] = []
  for await (const fact of train({
    config,
    network,
    data,
    backend: watched,
    batches,
    course,
    from: resume?.state ?? null,
    checkpointEverySeconds: given.checkpointEverySeconds,
    signal: controller.signal,
    clock,
    breathe: () => {
      given.breathe(stop)
      return Promise.resolve()
    },
  })) {
    facts.push(fact)
    given.hear(fact, stop)
  }
  await batches.close()
  backend.dispose()
  return facts
}

/** The facts of one kind, in their order. */
export const only = <K extends Fact['kind']>(facts: readonly Fact[], kind: K) =>
  facts.filter((fact): fact is Extract<Fact, { readonly kind: K }> => fact.kind === kind)

export const pointsOf = (facts: readonly Fact[]) => only(facts, 'point').map(({ point }) => point)

export const epochsOf = (facts: readonly Fact[]) => only(facts, 'epoch').map(({ epoch }) => epoch)

export const stepsKept = (facts: readonly Fact[]) =>
  only(facts, 'checkpoint').map(({ epoch, step }) => [epoch, step])

export const outcomeOf = (facts: readonly Fact[]) => only(facts, 'ended').map((f) => f.outcome)
