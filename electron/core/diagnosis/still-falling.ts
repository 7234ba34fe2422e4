import type { Rule } from './evidence.ts'
import { errorNoise } from './noise.ts'
import { chooseByValidation, unseenScores } from './scores.ts'
import { countText, percentText, pointsText } from './words.ts'

/** Two standard errors: one fall in 40 is as large by chance. */
const sureFall = 2

/** Share of the epochs at the end whose fall is looked at. */
const lastShare = 0.2

export const stillFalling: Rule = (evidence) => {
  const { run, epochs } = evidence
  const isWhole = run.status === 'completed' && epochs.length === run.progress.epochs
  const span = Math.max(1, Math.round(epochs.length * lastShare))
  const [before, last] = [epochs.at(-1 - span), epochs.at(-1)]
  if (!isWhole || !before || !last) return null
  const { name, images, of } = unseenScores(evidence)
  const [was, is] = [of(before).error, of(last).error]
  const chance = sureFall * errorNoise(is, images)
  if (was - is < chance || last.train.error > before.train.error) return null
  const when = span === 1 ? 'over the last epoch' : `over the last ${String(span)} epochs`
  return {
    kind: 'still-falling',
    weight: 'hint',
    text: 'The error was still falling at the end',
    evidence: `${name} error fell from ${percentText(was)} to ${percentText(is)} ${when}; up to ${pointsText(chance)} could be chance in ${countText(images)} images.`,
    advice: `Extend the run by some epochs.${name === 'Test' ? ` ${chooseByValidation}` : ''}`,
  }
}
