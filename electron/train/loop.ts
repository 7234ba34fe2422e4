import {
  reportEvery,
  type Epoch,
  type EpochLayers,
  type MetricPoint,
  type Score,
} from '../contract/training.ts'
import type { TrainConfig } from '../contract/train-config.ts'
import type { Backend } from './backend.ts'
import type { Batches } from './batches.ts'
import type { Course, Turn } from './course.ts'
import { stepsPerEpoch, type Dataset } from './dataset.ts'
import { divergence } from './divergence.ts'
import { bestAfter, isPatienceOver } from './early-stop.ts'
import type { TrainOutcome } from './messages.ts'
import { layerReports } from './layer-reports.ts'
import type { NetworkSize } from './network.ts'
import {
  beginning,
  createKeeper,
  epochOf,
  isWithinEpoch,
  type CheckpointFact,
  type Keeper,
  type Place,
} from './resume.ts'
import { add, evaluateAll, nothing, scoreOf } from './score.ts'
import { createUnitWatch, type UnitWatch } from './unit-watch.ts'

export interface Training {
  readonly config: TrainConfig
  readonly network: NetworkSize
  readonly data: Dataset
  readonly backend: Backend
  readonly batches: Pick<Batches, 'at'>
  readonly course: Course
  /** Where weights and slots of the backend were kept; null at the very beginning. */
  readonly from: Place | null
  readonly checkpointEverySeconds: number
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
  | ({ readonly kind: 'layers' } & EpochLayers)
  | CheckpointFact
  | Turn
  | { readonly kind: 'ended'; readonly outcome: TrainOutcome }

interface UnderWay extends Training {
  readonly keeper: Keeper
  readonly stepsPerEpoch: number
}

/** The training steps of an epoch, as far as they went. */
interface Pass {
  readonly end: 'whole' | 'stopped' | 'diverged'
  readonly place: Place
}

/**
 * Trains a network and yields what becomes known; the last fact is how it ended. Seconds are those of the
 * training steps alone. A stop keeps a checkpoint of the last step taken; from any checkpoint, training goes on
 * to the same weights and facts as if it had never stopped.
 */
export async function* train(training: Training): AsyncGenerator<Fact, void> {
  const { config, data, backend, from, clock, course } = training
  const keeper = createKeeper({
    network: training.network,
    backend,
    from,
    clock,
    everySeconds: training.checkpointEverySeconds,
  })
  const underWay = { ...training, keeper, stepsPerEpoch: stepsPerEpoch(config, data) }
  let place = from ?? beginning
  yield* course.turnAt(place.step + 1)
  while (!isOver(underWay, place)) {
    const epoch = epochOf(place, underWay.stepsPerEpoch)
    const pass = yield* learn(underWay, epoch, place)
    if (pass.end === 'diverged') {
      yield diverged(training, pass.place.step)
      return
    }
    const watch = createUnitWatch(training.network, config.activation)
    const scores = pass.end === 'stopped' ? null : await evaluateAll(training, watch.see)
    if (scores === null) {
      yield* stop(underWay, epoch, pass.place)
      return
    }
    yield { kind: 'epoch', epoch: { ...summaryOf(training, epoch, pass.place), ...scores } }
    place = closed(pass.place, epoch, scores.validation)
    const isSound = scores.train.loss !== null && scores.test.loss !== null
    const isKept = isSound && (yield* keepEnd(underWay, epoch, place, watch))
    if (!isKept) {
      yield diverged(training, place.step)
      return
    }
    yield* course.turnAt(place.step + 1)
  }
  yield { kind: 'ended', outcome: { status: 'completed', epoch: lastEpoch(underWay, place) } }
}

/**
 * Tells what the layers are like at the end of an epoch, and then its checkpoint, so that no layers are missing where
 * training goes on from it. False when the weights are not worth keeping.
 */
async function* keepEnd(
  { network, backend, data, breathe, keeper }: UnderWay,
  epoch: number,
  place: Place,
  watch: UnitWatch,
): AsyncGenerator<Fact, boolean> {
  await breathe()
  yield { kind: 'layers', epoch, layers: layerReports(network, backend, data.train, watch) }
  const kept = keeper.keep(place, epoch, true)
  if (kept !== null) yield kept
  return kept !== null
}

/** Whether no step is left to take and no epoch left to score. */
function isOver({ config, course, stepsPerEpoch: steps }: UnderWay, place: Place): boolean {
  if (isWithinEpoch(place)) return false
  const next = place.step + 1
  const epoch = place.step / steps
  const extendedAfter = course.extendedAfter(next)
  return (
    epoch >= course.epochsAt(next) ||
    isPatienceOver(config.patience, place.best, { epoch, extendedAfter })
  )
}

/** The epoch whose weights a run ends with. */
const lastEpoch = ({ config, stepsPerEpoch: steps }: UnderWay, { best, step }: Place) =>
  config.keepBest && best !== null ? best.epoch : step / steps

async function* learn(underWay: UnderWay, epoch: number, from: Place): AsyncGenerator<Fact, Pass> {
  const { keeper, signal, breathe, course } = underWay
  const last = epoch * underWay.stepsPerEpoch
  let place = from
  while (place.step < last) {
    await breathe()
    if (signal.aborted) return { end: 'stopped', place }
    yield* course.turnAt(place.step + 1)
    place = await takeStep(underWay, epoch, place)
    const isFinite = Number.isFinite(place.window.loss)
    if (!isFinite || place.step === last || isPointDue(underWay, place.step)) {
      yield { kind: 'point', point: pointOf(place) }
      place = {
        ...place,
        running: add(place.running, place.window, place.window.images),
        window: nothing,
      }
    }
    if (!isFinite) return { end: 'diverged', place }
    if (place.step === last || !keeper.isDue()) continue
    const kept = keeper.keep(place, epoch, false)
    if (kept !== null) yield kept
  }
  return { end: 'whole', place }
}

async function takeStep(underWay: UnderWay, epoch: number, place: Place): Promise<Place> {
  const { backend, batches, course, clock } = underWay
  const step = place.step + 1
  const began = clock()
  const { pixels, labels } = await batches.at(epoch, step - (epoch - 1) * underWay.stepsPerEpoch)
  const score = backend.step(pixels, labels, { step, learningRate: course.learningRateAt(step) })
  const seconds = (clock() - began) / 1000
  return {
    ...place,
    step,
    window: add(place.window, score, labels.length),
    seconds: place.seconds + seconds,
    epochSeconds: place.epochSeconds + seconds,
  }
}

const pointOf = ({ step, window, seconds }: Place): MetricPoint => ({
  ...scoreOf(window),
  step,
  images: window.images,
  seconds,
})

/** Points are due at steps counted from the start of their epoch. */
function isPointDue({ config, stepsPerEpoch: steps }: UnderWay, step: number): boolean {
  const inEpoch = ((step - 1) % steps) + 1
  return inEpoch % config.recordEvery === 0 || inEpoch % reportEvery === 0
}

const summaryOf = ({ data }: Training, epoch: number, { step, running, epochSeconds }: Place) => ({
  epoch,
  step,
  seconds: epochSeconds,
  imagesPerSecond: data.train.count / epochSeconds,
  running: scoreOf(running),
})

const closed = (place: Place, epoch: number, validation: Score | null): Place => ({
  ...place,
  running: nothing,
  epochSeconds: 0,
  best: bestAfter(place.best, epoch, validation),
})

function* stop(underWay: UnderWay, epoch: number, place: Place): Generator<Fact, void> {
  // Weights that have learned nothing are not worth keeping.
  if (place.step > 0 && !underWay.keeper.has(place)) {
    const kept = underWay.keeper.keep(place, epoch, false)
    yield kept ?? diverged(underWay, place.step)
    if (kept === null) return
  }
  yield { kind: 'ended', outcome: { status: 'stopped' } }
}

function diverged({ network, backend }: Training, step: number): Fact {
  const reason = divergence(network, backend.weights(), step)
  return { kind: 'ended', outcome: { status: 'diverged', reason } }
}
