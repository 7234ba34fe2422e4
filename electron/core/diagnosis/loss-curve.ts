import type { MetricPoint } from '../../contract/training.ts'
import type { Evidence } from './evidence.ts'

/** The running loss over some steps. */
export interface LossWindow {
  readonly step: number
  readonly loss: number
  readonly wrong: number
  readonly images: number
}

/** The running loss since the learning rate was last changed, warm-up left out. */
export interface LossCurve {
  /** What answering with equal shares for all classes costs: where a fresh network begins. */
  readonly guessing: number
  /** The loss before these windows, or of guessing where that is more: no peak below it says anything. */
  readonly before: number
  readonly windows: readonly LossWindow[]
  /** Steps from the first of these windows to the last. */
  readonly steps: number
}

/** A mean over fewer images than that is too unsteady to be read. */
const leastImages = 50

/** Up to here a point may tell the first weights' own loss, which can be far above that of guessing. */
const firstSteps = 4

/** Three for each third: fewer tell no trend. */
export const leastWindows = 9

/** Even a slow rate shows within so many steps whether the loss moves. */
export const leastSteps = 100

/** Of the loss of guessing: below it a network has learned most of what there is, and its few errors make the loss jump. */
export const learnedShare = 0.25

type Kept = MetricPoint & { readonly loss: number }
const isKept = (point: MetricPoint): point is Kept =>
  point.loss !== null && Number.isFinite(point.loss) && point.images > 0

function join(windows: readonly LossWindow[], { step, loss, error, images }: Kept): LossWindow[] {
  const last = windows.at(-1)
  if (!last || last.images >= leastImages)
    return [...windows, { step, loss, wrong: error * images, images }]
  const all = last.images + images
  const joined = {
    step,
    loss: last.loss * (last.images / all) + loss * (images / all),
    wrong: last.wrong + error * images,
    images: all,
  }
  return [...windows.slice(0, -1), joined]
}

export function lossCurve({ run, points }: Pick<Evidence, 'run' | 'points'>): LossCurve {
  const guessing = Math.log(Math.max(2, run.dataset.classes.length))
  const changedAt = run.rateChanges.at(-1)?.step ?? 0
  const kept = points.filter(isKept)
  const lastBefore = kept.findLast(({ step }) => step < changedAt)
  const untouched = kept[0] && kept[0].step <= firstSteps ? kept[0].loss : 0
  const windows = kept
    .filter(({ step }) => step >= changedAt && step > run.config.warmUp)
    .reduce(join, [])
  return {
    guessing,
    before: Math.max(guessing, lastBefore?.loss ?? untouched),
    windows,
    steps: (windows.at(-1)?.step ?? 0) - Math.max(changedAt, run.config.warmUp),
  }
}
