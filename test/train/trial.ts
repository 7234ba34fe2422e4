import { referenceConfig, type TrainConfig } from '../../electron/contract/train-config.ts'
import type { Backend } from '../../electron/train/backend.ts'
import type { Dataset } from '../../electron/train/dataset.ts'
import { loadEngine } from '../../electron/train/engine.ts'
import { firstWeights } from '../../electron/train/first-weights.ts'
import { train, type Fact } from '../../electron/train/loop.ts'
import { smallSet } from './small-set.ts'

/** 105 images to learn from: in batches of 10, an epoch has 11 steps and its last batch is half as large. */
export const smallData: Dataset = { train: smallSet(105), test: smallSet(30, 2) }

export const smallConfig: TrainConfig = {
  ...referenceConfig,
  hidden: [],
  batch: 10,
  epochs: 3,
  recordEvery: 4,
}

export interface Trial {
  readonly config?: Partial<TrainConfig>
  readonly data?: Dataset
  /** Told before each call of the backend, with what stops the training. */
  readonly before?: (call: 'step' | 'measure', stop: () => void) => void
  /** Told every fact, with what stops the training. */
  readonly hear?: (fact: Fact, stop: () => void) => void
  readonly clock?: () => number
  /** Told whenever messages could come in, with what stops the training. */
  readonly breathe?: (stop: () => void) => void
}

/** Trains on the native engine and returns all that became known. */
export async function factsOf(trial: Trial = {}): Promise<readonly Fact[]> {
  const config = { ...smallConfig, ...trial.config }
  const { makeBackend } = await loadEngine('native', 1)
  const backend = makeBackend(config, firstWeights(config))
  const controller = new AbortController()
  const stop = () => {
    controller.abort()
  }
  const watched: Backend = {
    ...backend,
    step: (pixels, labels) => {
      trial.before?.('step', stop)
      return backend.step(pixels, labels)
    },
    measure: (pixels, labels) => {
      trial.before?.('measure', stop)
      return backend.measure(pixels, labels)
    },
  }
  const facts: Fact[] = []
  for await (const fact of train({
    config,
    data: trial.data ?? smallData,
    backend: watched,
    signal: controller.signal,
    clock: trial.clock ?? (() => performance.now()),
    breathe: () => Promise.resolve(trial.breathe?.(stop)),
  })) {
    facts.push(fact)
    trial.hear?.(fact, stop)
  }
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
