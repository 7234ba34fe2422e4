import { learningRateAt, type RatePlan } from '../../electron/contract/learning-rate.ts'
import type { Run } from '../../electron/contract/entities.ts'
import type { Epoch, MetricPoint } from '../../electron/contract/training.ts'
import { lastAt } from './point-list.ts'
import { stepsOfEpoch } from './reference.ts'

/** A value of a step, or of the steps since the one before, and the training time at its end. */
export interface Recorded {
  readonly step: number
  readonly seconds: number
  /** Null where it is not known. */
  readonly value: number | null
}

interface Course {
  readonly run: Run
  readonly points: readonly MetricPoint[]
  readonly epochs: readonly Epoch[]
}

/** More falls of a schedule lie too close together for a slope between two points to be seen. */
const mostFalls = 100

/** First steps of the epochs in which a step schedule falls. */
function falls({ config, stepsPerEpoch }: RatePlan & Pick<Run, 'config'>, last: number) {
  if (config.schedule !== 'step') return []
  const every = config.scheduleEvery * stepsPerEpoch
  const count = Math.floor((last - 1) / every)
  return count > mostFalls ? [] : Array.from({ length: count }, (_, at) => (at + 1) * every + 1)
}

/** Training time at the end of a step, on the straight line between the points beside it. */
function secondsAt(points: readonly MetricPoint[], step: number): number {
  const index = lastAt(points, (point) => point.step, step)
  const from = points[index] ?? { step: 0, seconds: 0 }
  const to = points[index + 1]
  if (!to) return from.seconds
  return from.seconds + ((to.seconds - from.seconds) * (step - from.step)) / (to.step - from.step)
}

/** The learning rate as far as the run has come: at each recorded point and on both sides of each jump. */
export function recordedRates({ run, points }: Course): readonly Recorded[] {
  const last = points.at(-1)?.step
  if (last === undefined) return []
  const plan = { ...run, stepsPerEpoch: stepsOfEpoch(run) }
  const jumps = [...run.rateChanges, ...run.epochsChanges].map(({ step }) => step)
  const steps = [
    1,
    run.config.warmUp,
    ...points.map(({ step }) => step),
    ...[...jumps, ...falls(plan, last)].flatMap((step) => [step - 1, step]),
  ].filter((step) => step >= 1 && step <= last)
  return [...new Set(steps)]
    .sort((a, b) => a - b)
    .map((step) => ({
      step,
      seconds: secondsAt(points, step),
      value: learningRateAt(plan, step),
    }))
}

/** Images learned from until the end of a step; the last step of an epoch takes what is left of it. */
function imagesUntil({ run, epochs }: Course): (step: number) => number {
  const perEpoch = stepsOfEpoch(run)
  const { batch } = run.config
  const [first] = epochs
  const images = first ? Math.round(first.imagesPerSecond * first.seconds) : perEpoch * batch
  return (step) =>
    Math.floor(step / perEpoch) * images + Math.min(images, (step % perEpoch) * batch)
}

/** Images a second of training alone, since the point before. */
export function recordedSpeeds(course: Course): readonly Recorded[] {
  const imagesAt = imagesUntil(course)
  return course.points.map(({ step, seconds }, index) => {
    const before = course.points[index - 1] ?? { step: 0, seconds: 0 }
    const took = seconds - before.seconds
    const images = imagesAt(step) - imagesAt(before.step)
    return { step, seconds, value: took > 0 ? images / took : null }
  })
}
