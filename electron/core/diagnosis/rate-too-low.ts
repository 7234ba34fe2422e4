import { currentRate, type Evidence, type Rule } from './evidence.ts'
import { learnedShare, leastSteps, leastWindows, lossCurve } from './loss-curve.ts'
import { thirds } from './noise.ts'
import { lossOf } from './scores.ts'
import { suggestedRate } from './suggested-rate.ts'
import { lossText, rateText } from './words.ts'

/** A fall that is real must be that many times what chance makes of it. */
const sureFall = 3

/**
 * Part of the fall that comes in its second half, a half where it is straight. Runs with a fitting rate fall fast
 * and then slowly: a quarter or less. What falls late has only just begun.
 */
const straight = { least: 0.4, most: 0.7 } as const

/** Whole sets are scored on the same images each time, so that a fall of their loss needs no margin. */
const leastEpochs = 4

interface Fall {
  readonly first: number
  readonly middle: number
  readonly last: number
  /** Steps in which it fell. */
  readonly steps: number
  /** Where it was measured. */
  readonly words: string
}

function fallOfEpochs({ run, epochs }: Evidence): Fall | null {
  const changedAt = run.rateChanges.at(-1)?.step ?? 0
  const since = epochs.filter(({ step }) => step >= Math.max(changedAt, run.config.warmUp))
  const losses = since.map(({ train }) => lossOf(train))
  const [from, to] = [since[0], since.at(-1)]
  const isFalling = losses.every((loss, index) => index === 0 || loss < (losses[index - 1] ?? loss))
  if (since.length < leastEpochs || !isFalling || !from || !to) return null
  return {
    ...thirds(losses),
    steps: to.step - from.step,
    words: `Training loss fell from ${lossText(losses[0] ?? 0)} after epoch ${String(from.epoch)} to ${lossText(losses.at(-1) ?? 0)} after epoch ${String(to.epoch)}`,
  }
}

function fallOfWindows(evidence: Evidence): Fall | null {
  const { windows, steps } = lossCurve(evidence)
  if (windows.length < leastWindows) return null
  const { noise, ...means } = thirds(windows.map(({ loss }) => loss))
  if (means.first - means.last < sureFall * noise) return null
  return {
    ...means,
    steps,
    words: `The running loss fell from ${lossText(means.first)} to ${lossText(means.last)}, means of the first and last third of the steps`,
  }
}

function isStraight({ first, middle, last }: Fall): boolean {
  const late = (middle - last) / (first - last)
  return late >= straight.least && late <= straight.most
}

export const rateTooLow: Rule = (evidence) => {
  const { run, epochs } = evidence
  const { guessing } = lossCurve(evidence)
  const fall = epochs.length >= leastEpochs ? fallOfEpochs(evidence) : fallOfWindows(evidence)
  if (!fall || fall.steps < leastSteps || !isStraight(fall)) return null
  const rate = currentRate(run)
  const { step, steps } = run.progress
  const perStep = (fall.middle - fall.last) / (fall.steps / 3)
  // Where it would be at the end of the run if it went on like this.
  const end = fall.last - perStep * Math.max(0, steps - step)
  if (!(end > learnedShare * guessing)) return null
  return {
    kind: 'rate-too-low',
    weight: 'problem',
    text: `The learning rate of ${rateText(rate)} looks too low`,
    evidence: `${fall.words}: almost in a straight line, and far from its end. Guessing alone costs ${lossText(guessing)}.`,
    advice: `Try ${suggestedRate(run, 'higher')}.`,
  }
}
