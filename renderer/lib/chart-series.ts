import type { Run } from '../../electron/contract/entities.ts'
import type { Epoch, MetricPoint, Stint } from '../../electron/contract/training.ts'
import {
  isOfCourse,
  type ChartFigure,
  type ChartSettings,
  type LineKind,
} from './chart-settings.ts'
import { recordedRates, recordedSpeeds, type Recorded } from './course-series.ts'
import { stepsOfEpoch } from './reference.ts'

/** What is known of a run's training so far, both lists by rising step. */
export interface Curve {
  readonly run: Run
  readonly points: readonly MetricPoint[]
  readonly epochs: readonly Epoch[]
  readonly stints: readonly Stint[]
  /** Of the drawings of *my handwriting*, the share that the checkpoint of an epoch reads wrong; absent while nobody asks. */
  readonly handwriting?: ReadonlyMap<number, number> | undefined
}

/** A running value of one window; null where the loss was not finite. */
export interface RunningSample {
  readonly x: number
  readonly step: number
  readonly seconds: number
  readonly raw: number | null
  readonly smooth: number | null
}

/** Values on the whole sets at the end of an epoch. */
export interface EpochSample {
  readonly x: number
  readonly epoch: number
  readonly step: number
  readonly seconds: number
  readonly train: number | null
  readonly test: number | null
  /** Null where no images were kept out, too. */
  readonly validation: number | null
  /** Null without a checkpoint of the epoch, too. */
  readonly handwriting: number | null
}

/** Where the learning rate was changed while a run went on. */
export interface RateMark {
  readonly x: number
  readonly step: number
  readonly learningRate: number
}

/** The ways to end without completing. */
const unfinished = ['paused', 'stopped', 'interrupted', 'failed', 'diverged'] as const

/** Where a run ended that did not complete. */
export interface SeriesEnd {
  readonly x: number
  readonly y: number
  readonly status: (typeof unfinished)[number]
}

/** What lies within one standard deviation of a mean. */
export interface Spread {
  readonly x: number
  readonly low: number
  readonly high: number
}

/** One run as a chart draws it: errors in percent, losses in nats, speeds in images a second. */
export interface RunSeries {
  readonly id: string
  readonly name: string
  /** 1 to 10. */
  readonly colour: number
  readonly stepsPerEpoch: number
  readonly running: readonly RunningSample[]
  readonly epochs: readonly EpochSample[]
  readonly rates: readonly RateMark[]
  readonly end: SeriesEnd | null
  /** The epoch with the least test error. */
  readonly best: EpochSample | null
  /** The repeats that this is the mean of; none for a single run. */
  readonly members: readonly RunSeries[]
  /** Of the smoothed running values, and of those at the ends of epochs; none for a single run. */
  readonly spread: Readonly<Record<LineKind, readonly Spread[]>> | null
}

export type SeriesView = Pick<ChartSettings, 'axis' | 'smoothing'> & {
  readonly figure: ChartFigure
}

/** Exponential mean without the pull towards zero at the start; unknown values are passed over. */
export function smoothed(
  values: readonly (number | null)[],
  weight: number,
): readonly (number | null)[] {
  let mean = 0
  let rest = 1
  return values.map((value) => {
    if (value === null) return null
    mean = mean * weight + value * (1 - weight)
    rest *= weight
    return mean / (1 - rest)
  })
}

/** Of the whole sets there are scores alone. */
function valueOf(figure: ChartFigure, score: { loss: number | null; error: number }) {
  if (isOfCourse(figure)) return null
  return figure === 'error' ? score.error * 100 : score.loss
}

/** Of drawings there are errors alone. */
function handwritingAt({ handwriting }: Curve, epoch: number, figure: ChartFigure) {
  const error = figure === 'error' ? handwriting?.get(epoch) : undefined
  return error === undefined ? null : error * 100
}

function recordedOf(figure: ChartFigure, curve: Curve): readonly Recorded[] {
  if (figure === 'rate') return recordedRates(curve)
  if (figure === 'speed') return recordedSpeeds(curve)
  return curve.points.map((point) => ({ ...point, value: valueOf(figure, point) }))
}

/** Training time at the end of each epoch. */
function secondsAt(epochs: readonly Epoch[]): readonly number[] {
  let total = 0
  return epochs.map(({ seconds }) => (total += seconds))
}

function endOf(run: Run, running: readonly RunningSample[]): SeriesEnd | null {
  const status = unfinished.find((one) => one === run.status)
  const last = running.at(-1)
  // A run whose loss was never finite has its mark at the top.
  const unknown = status === 'diverged' ? Infinity : null
  const y = running.findLast(({ smooth }) => smooth !== null)?.smooth ?? unknown
  return status && last && y !== null ? { x: last.x, y, status } : null
}

/** Seconds between 1970 and when training time was zero: of the stint that a step belongs to. */
function clockZero({ points, stints, run }: Curve): (step: number) => number {
  const zeros = stints.map(({ fromStep, startedAt }) => ({
    fromStep,
    seconds: startedAt / 1000 - (points.findLast(({ step }) => step <= fromStep)?.seconds ?? 0),
  }))
  const first = (run.startedAt ?? run.createdAt) / 1000
  return (step) => zeros.findLast(({ fromStep }) => fromStep < step)?.seconds ?? first
}

/** Where on the horizontal axis a step is, and the training time at its end. */
function placing(curve: Curve, axis: ChartSettings['axis']) {
  const perEpoch = stepsOfEpoch(curve.run)
  const zeroAt = axis === 'clock' ? clockZero(curve) : () => 0
  const places = {
    step: (step: number) => step,
    epoch: (step: number) => step / perEpoch,
    time: (_step: number, seconds: number) => seconds,
    clock: (step: number, seconds: number) => zeroAt(step) + seconds,
  }
  return places[axis]
}

function bestOf(epochs: readonly Epoch[], samples: readonly EpochSample[]): EpochSample | null {
  const least = epochs.reduce<Epoch | undefined>(
    (best, epoch) => (best && best.test.error <= epoch.test.error ? best : epoch),
    undefined,
  )
  return samples.find(({ epoch }) => epoch === least?.epoch) ?? null
}

export function toSeries(curve: Curve, view: SeriesView): RunSeries {
  const { run, points, epochs } = curve
  const place = placing(curve, view.axis)
  const recorded = recordedOf(view.figure, curve)
  // What a step learned with is known exactly.
  const smooth = smoothed(
    recorded.map(({ value }) => value),
    view.figure === 'rate' ? 0 : view.smoothing,
  )
  const running = recorded.map(({ step, seconds, value }, index) => ({
    x: place(step, seconds),
    step,
    seconds,
    raw: value,
    smooth: smooth[index] ?? null,
  }))
  const ends = secondsAt(epochs)
  const samples = epochs.map(({ epoch, step, train, test, validation }, index) => ({
    x: place(step, ends[index] ?? 0),
    epoch,
    step,
    seconds: ends[index] ?? 0,
    train: valueOf(view.figure, train),
    test: valueOf(view.figure, test),
    validation: validation && valueOf(view.figure, validation),
    handwriting: handwritingAt(curve, epoch, view.figure),
  }))
  return {
    id: run.id,
    name: run.name,
    colour: run.colour,
    stepsPerEpoch: stepsOfEpoch(run),
    running,
    epochs: samples,
    rates: run.rateChanges.map(({ step, learningRate }) => ({
      x: place(step, points.findLast((point) => point.step <= step)?.seconds ?? 0),
      step,
      learningRate,
    })),
    end: endOf(run, running),
    best: isOfCourse(view.figure) ? null : bestOf(epochs, samples),
    members: [],
    spread: null,
  }
}
