import type { Epoch, Score } from '../../contract/training.ts'
import type { Evidence, Rule } from './evidence.ts'
import { errorNoise, mean, relativeLossNoise } from './noise.ts'
import { chooseByValidation, lossOf, unseenScores, type UnseenScores } from './scores.ts'
import { countText, lossText, percentText, pointsText } from './words.ts'

/** Epochs after the best one: a rise that lasts, not one that the next epoch takes back. */
const lastingEpochs = 3

/** Two standard errors of the number of images, so that one rise in 40 is as large by chance. */
const sureRise = 2

/**
 * The least rise of the loss, as a share. One standard error is asked for beside it: both epochs are scored on the
 * same images, and where they agree on nine of ten, their difference is half as unsteady as either.
 */
const leastLossRise = 0.05

/** A number of a score, with the rise from the best epoch's that could be chance. */
interface Measure {
  readonly name: 'error' | 'loss'
  readonly of: (score: Score) => number
  readonly chance: (best: Score, images: number) => number
  readonly text: (value: number) => string
  readonly differenceText: (difference: number) => string
}

const error: Measure = {
  name: 'error',
  of: (score) => score.error,
  chance: (best, images) => sureRise * errorNoise(best.error, images),
  text: percentText,
  differenceText: pointsText,
}

const loss: Measure = {
  name: 'loss',
  of: lossOf,
  chance: (best, images) =>
    lossOf(best) * Math.max(leastLossRise, relativeLossNoise(best.error, images)),
  text: lossText,
  differenceText: lossText,
}

/** How far the training loss must have fallen since, as a share; below that the whole course is unsteady. */
const leastFall = 0.05

/** The best epoch by a measure, and the mean over the last epochs, where those come after it. */
function sinceBest(epochs: readonly Epoch[], scores: UnseenScores, { of }: Measure) {
  const values = epochs.map((epoch) => of(scores.of(epoch)))
  const was = values.reduce((least, value) => Math.min(least, value), Infinity)
  const at = values.indexOf(was)
  const best = epochs[at]
  if (!best || epochs.length - 1 - at < lastingEpochs) return null
  const last = epochs.slice(-lastingEpochs)
  const is = mean(last.map((epoch) => of(scores.of(epoch))))
  return { best, last, was, is }
}

/** What training did from an epoch to the mean of later ones, in words; null where it did not go on falling. */
function fallOfTraining({ train }: Epoch, last: readonly Epoch[], measure: Measure): string | null {
  const now = ({ of }: Measure) => mean(last.map((epoch) => of(epoch.train)))
  const before = lossOf(train)
  if (!Number.isFinite(before) || now(loss) > before * (1 - leastFall)) return null
  const told = now(measure) < measure.of(train) ? measure : loss
  return `training ${told.name} fell from ${told.text(told.of(train))} to ${told.text(now(told))}`
}

/** A rise on unseen images while training goes on falling: the epoch before it, and the numbers in words. */
function riseOf(measure: Measure, epochs: readonly Epoch[], scores: UnseenScores) {
  const since = sinceBest(epochs, scores, measure)
  if (!since) return null
  const { best, last, was, is } = since
  const fall = fallOfTraining(best, last, measure)
  const { name, text, differenceText } = measure
  const chance = measure.chance(scores.of(best), scores.images)
  if (fall === null || !(is - was > chance && Number.isFinite(is))) return null
  const facts = [
    `${scores.name} ${name} was ${text(was)} after epoch ${String(best.epoch)} and is ${text(is)} over the last ${String(lastingEpochs)} epochs`,
    `while ${fall}`,
  ]
  const remark = `Up to ${differenceText(chance)} could be chance in ${countText(scores.images)} images.`
  return { epoch: best.epoch, words: `${facts.join(', ')}. ${remark}` }
}

function adviceFor({ run: { config } }: Evidence, { name }: UnseenScores): string {
  if (config.keepBest) return 'Nothing is lost: keep best ends with the weights of the best epoch.'
  const more = config.trainImages === undefined ? '' : 'train on more images, '
  return name === 'Validation'
    ? `Stop earlier (patience and keep best), ${more}add dropout, weight decay or augmentation.`
    : `Stop earlier, ${more}add dropout, weight decay or augmentation. ${chooseByValidation}`
}

export const overfitting: Rule = (evidence) => {
  const { epochs, run } = evidence
  const scores = unseenScores(evidence)
  const ofError = riseOf(error, epochs, scores)
  const rise = ofError ?? riseOf(loss, epochs, scores)
  if (!rise) return null
  const remark = ofError ? '' : ' It is wrong no more often, but surer where it is.'
  return {
    kind: 'overfitting',
    weight: ofError && !run.config.keepBest ? 'problem' : 'hint',
    text: `Overfitting since epoch ${String(rise.epoch)}`,
    evidence: `${rise.words}${remark}`,
    advice: adviceFor(evidence, scores),
  }
}
