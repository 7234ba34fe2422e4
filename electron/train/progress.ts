import type { MetricPoint } from '../contract/training.ts'
import { stepsPerEpoch, type Dataset } from './dataset.ts'

export interface Progress {
  readonly imagesPerSecond: number
  readonly secondsLeft: number
}

/** Scoring an image takes about a third of learning from it: one pass forward, none backward. */
const scoringShare = 1 / 3

export interface ProgressOptions {
  readonly batch: number
  /** Of the whole run. */
  readonly epochs: number
  readonly data: Dataset
  /** Training time before the first of the points. */
  readonly secondsBefore: number
  /** Images of the first point that were learned from before then. */
  readonly imagesBefore: number
}

/** Speed over some points, and how long the rest takes at that speed. */
export function progressOf(points: readonly MetricPoint[], options: ProgressOptions): Progress {
  const { batch, epochs, data, secondsBefore, imagesBefore } = options
  const { step, seconds } = points.at(-1) ?? { step: 0, seconds: 0 }
  const images = points.reduce((sum, point) => sum + point.images, -imagesBefore)
  const imagesPerSecond = images / Math.max(seconds - secondsBefore, 1e-6)
  const epochsDone = step / stepsPerEpoch({ batch }, data)
  const toLearn = (epochs - epochsDone) * data.train.count
  const toScore = (epochs - Math.ceil(epochsDone) + 1) * scoredAnEpoch(data)
  return { imagesPerSecond, secondsLeft: (toLearn + toScore * scoringShare) / imagesPerSecond }
}

const scoredAnEpoch = ({ train, test, validation }: Dataset) =>
  train.count + test.count + (validation?.count ?? 0)
