import type { Run } from '../../contract/entities.ts'
import type { Rule } from './evidence.ts'
import { leastSteps, leastWindows, lossCurve } from './loss-curve.ts'
import { thirds } from './noise.ts'
import { lossText } from './words.ts'

/** A fall of that many times what chance makes of the two means is one: less than one case in 300 by itself. */
const sureFall = 3

/** Of the loss of guessing: a network below it has learned, and may have come to the end of what it can. */
const unlearnedShare = 0.5

/** From so many hidden layers on, flat functions let next to nothing of the gradient through. */
const deep = 3

function adviceFor({ config: { activation, hidden } }: Run): string {
  const isFlat = activation === 'sigmoid' || activation === 'tanh'
  return isFlat && hidden.length >= deep
    ? `Try relu, or fewer layers: little of a gradient comes through ${String(hidden.length)} layers of ${activation}.`
    : 'Try a learning rate of ten times as much, then one of a tenth.'
}

export const lossNotFalling: Rule = (evidence) => {
  const { guessing, windows, steps } = lossCurve(evidence)
  if (windows.length < leastWindows || steps < leastSteps) return null
  const { first, last, noise } = thirds(windows.map(({ loss }) => loss))
  if (last < unlearnedShare * guessing || first - last >= sureFall * noise) return null
  return {
    kind: 'loss-not-falling',
    weight: 'problem',
    text: 'The loss is not falling',
    evidence: `The running loss was ${lossText(first)} over the first third of the steps and ${lossText(last)} over the last; a fall of up to ${lossText(sureFall * noise)} could be chance. Guessing alone costs ${lossText(guessing)}.`,
    advice: adviceFor(evidence.run),
  }
}
