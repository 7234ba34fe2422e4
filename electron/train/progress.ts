import type { MetricPoint } from '../contract/entities.ts'
import type { TrainConfig } from '../contract/train-config.ts'
import type { Dataset } from './dataset.ts'

export interface Progress {
  readonly imagesPerSecond: number
  readonly secondsLeft: number
}

/** Scoring an image takes about a third of learning from it: one pass forward, none backward. */
const scoringShare = 1 / 3

/** Speed over some points that follow `secondsBefore`, and how long the rest takes at that speed. */
export function progressOf(
  { batch, epochs }: Pick<TrainConfig, 'batch' | 'epochs'>,
  { train, test }: Dataset,
  points: readonly MetricPoint[],
  secondsBefore: number,
): Progress {
  const { step, seconds } = points.at(-1) ?? { step: 0, seconds: 0 }
  const images = points.reduce((sum, point) => sum + point.images, 0)
  const imagesPerSecond = images / Math.max(seconds - secondsBefore, 1e-6)
  const epochsDone = step / Math.ceil(train.count / batch)
  const toLearn = (epochs - epochsDone) * train.count
  const toScore = (epochs - Math.ceil(epochsDone) + 1) * (train.count + test.count)
  return { imagesPerSecond, secondsLeft: (toLearn + toScore * scoringShare) / imagesPerSecond }
}
