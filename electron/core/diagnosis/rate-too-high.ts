import { currentRate, type Rule } from './evidence.ts'
import { learnedShare, leastWindows, lossCurve, type LossCurve } from './loss-curve.ts'
import { mean, relativeLossNoise, scatterAroundLine } from './noise.ts'
import { suggestedRate } from './suggested-rate.ts'
import { lossText, percentText, rateText } from './words.ts'

/** A peak that many times as high as guessing: chance in a window, and odd first weights, stay below. */
const peakFactor = 1.5

/** Steps too long make the loss jump about: up to 8 times what chance explains, in healthy runs up to 1.6 times. */
const scatterFactor = 2

/** What the running loss did that steps of a fitting length do not do. */
function peakEvidence({ guessing, before, windows }: LossCurve): string | null {
  const peak = windows.reduce<(typeof windows)[number] | null>(
    (highest, window) => (highest && highest.loss >= window.loss ? highest : window),
    null,
  )
  if (!peak || peak.loss < peakFactor * before) return null
  const now = windows.at(-1)?.loss ?? peak.loss
  const since = now === peak.loss ? '' : ` and is ${lossText(now)} now`
  return `The running loss was ${lossText(peak.loss)} at step ${String(peak.step)}${since}; guessing alone costs ${lossText(guessing)}.`
}

function scatterEvidence({ guessing, windows }: LossCurve): string | null {
  const half = windows.slice(Math.floor(windows.length / 2))
  const level = mean(half.map(({ loss }) => loss))
  if (windows.length < leastWindows || level < learnedShare * guessing) return null
  const scatter = scatterAroundLine(
    half.map(({ step }) => step),
    half.map(({ loss }) => loss),
  )
  const chance = mean(
    half.map(({ loss, wrong, images }) => loss * relativeLossNoise(wrong / images, images)),
  )
  if (scatter < scatterFactor * chance) return null
  return `The running loss stays near ${lossText(level)} and jumps up and down by ${lossText(scatter)}, of which chance explains ${lossText(chance)}.`
}

export const rateTooHigh: Rule = (evidence) => {
  const curve = lossCurve(evidence)
  const found = peakEvidence(curve) ?? scatterEvidence(curve)
  if (found === null) return null
  const { run, epochs } = evidence
  const rate = currentRate(run)
  const error = epochs.at(-1)?.train.error
  const reached = error === undefined ? '' : ` Training error is ${percentText(error)}.`
  return {
    kind: 'rate-too-high',
    weight: 'problem',
    text: `The learning rate of ${rateText(rate)} looks too high`,
    evidence: `${found}${reached}`,
    advice: `Try ${suggestedRate(run, 'lower')}, or a warm-up.`,
  }
}
