import { reportEvery, type Epoch, type MetricPoint, type Score } from '../contract/entities.ts'
import type { TrainConfig } from '../contract/train-config.ts'
import type { Backend } from './backend.ts'
import { batchOf, type Dataset } from './dataset.ts'
import { divergence, isFiniteThroughout } from './divergence.ts'
import type { TrainOutcome } from './messages.ts'
import { orderOf } from './order.ts'
import { add, evaluate, nothing, scoreOf, type Tally } from './score.ts'

export interface Training {
  readonly config: TrainConfig
  readonly data: Dataset
  readonly backend: Backend
  /** Looked at before every call of the backend. */
  readonly signal: AbortSignal
  /** Milliseconds of a clock that never goes back; no weight depends on it. */
  readonly clock: () => number
  /** Awaited before every call of the backend, which blocks: here messages can come in. */
  readonly breathe: () => Promise<void>
}

/** What becomes known as training goes on. */
export type Fact =
  | { readonly kind: 'point'; readonly point: MetricPoint }
  | { readonly kind: 'epoch'; readonly epoch: Epoch }
  | {
      readonly kind: 'checkpoint'
      /** The epoch that the step belongs to. */
      readonly epoch: number
      readonly step: number
      readonly weights: Uint8Array
    }
  | { readonly kind: 'ended'; readonly outcome: TrainOutcome }

/** The training steps of an epoch, as far as they went. */
interface Pass {
  readonly end: 'whole' | 'stopped' | 'diverged'
  /** The last step taken. */
  readonly step: number
  readonly seconds: number
  readonly running: Tally
}

/**
 * Trains a network and yields what becomes known; the last fact is how it ended. Seconds are those of the
 * training steps alone. A stop keeps a checkpoint of the last step taken.
 */
export async function* train(training: Training): AsyncGenerator<Fact, void> {
  const { config, data } = training
  let seconds = 0
  for (let epoch = 1; epoch <= config.epochs; epoch += 1) {
    const pass = yield* learn(training, epoch, seconds)
    seconds += pass.seconds
    if (pass.end === 'diverged') {
      yield diverged(training, pass.step)
      return
    }
    const scores = pass.end === 'stopped' ? null : await evaluateBoth(training)
    if (scores === null) {
      yield* stop(training, epoch, pass.step)
      return
    }
    yield {
      kind: 'epoch',
      epoch: {
        epoch,
        step: pass.step,
        seconds: pass.seconds,
        imagesPerSecond: data.train.count / pass.seconds,
        running: scoreOf(pass.running),
        ...scores,
      },
    }
    if (!(yield* keep(training, epoch, pass.step, [scores.train, scores.test]))) return
  }
  yield { kind: 'ended', outcome: { status: 'completed' } }
}

async function* learn(
  training: Training,
  epoch: number,
  secondsBefore: number,
): AsyncGenerator<Fact, Pass> {
  const { config, data, backend, signal, clock, breathe } = training
  const order = orderOf(config.seed, epoch, data.train.count)
  const steps = stepsPerEpoch(training)
  let seconds = 0
  let running = nothing
  let window = nothing
  for (let inEpoch = 1; inEpoch <= steps; inEpoch += 1) {
    const step = (epoch - 1) * steps + inEpoch
    await breathe()
    if (signal.aborted) return { end: 'stopped', step: step - 1, seconds, running }

    const began = clock()
    const batch = batchOf(data.train, order, (inEpoch - 1) * config.batch, inEpoch * config.batch)
    const score = backend.step(batch.pixels, batch.labels)
    seconds += (clock() - began) / 1000

    window = add(window, score, batch.labels.length)
    const isFinite = Number.isFinite(score.loss)
    if (isFinite && inEpoch < steps && !isDue(config, inEpoch)) continue
    const { images } = window
    const point = { ...scoreOf(window), step, images, seconds: secondsBefore + seconds }
    yield { kind: 'point', point }
    running = add(running, window, images)
    window = nothing
    if (!isFinite) return { end: 'diverged', step, seconds, running }
  }
  return { end: 'whole', step: epoch * steps, seconds, running }
}

const stepsPerEpoch = ({ config, data }: Training) => Math.ceil(data.train.count / config.batch)

/** Whether a point is due at a step counted from the start of its epoch. */
const isDue = ({ recordEvery }: TrainConfig, inEpoch: number) =>
  inEpoch % recordEvery === 0 || inEpoch % reportEvery === 0

async function evaluateBoth({
  data,
  backend,
  signal,
  breathe,
}: Training): Promise<{ readonly train: Score; readonly test: Score } | null> {
  const train = await evaluate(backend, data.train, signal, breathe)
  const test = await evaluate(backend, data.test, signal, breathe)
  return train === null || test === null ? null : { train, test }
}

/** Yields a checkpoint and returns true, or ends the run when its weights or scores are no longer finite. */
function* keep(
  training: Training,
  epoch: number,
  step: number,
  scores: readonly Score[] = [],
): Generator<Fact, boolean> {
  const weights = training.backend.weights()
  const isSound =
    isFiniteThroughout(training.config, weights) && scores.every(({ loss }) => loss !== null)
  yield isSound ? { kind: 'checkpoint', epoch, step, weights } : diverged(training, step)
  return isSound
}

function* stop(training: Training, epoch: number, step: number): Generator<Fact, void> {
  const isKept = epoch > 1 && step === (epoch - 1) * stepsPerEpoch(training)
  if (isKept || (yield* keep(training, epoch, step)))
    yield { kind: 'ended', outcome: { status: 'stopped' } }
}

function diverged({ config, backend }: Training, step: number): Fact {
  const reason = divergence(config, backend.weights(), step)
  return { kind: 'ended', outcome: { status: 'diverged', reason } }
}
