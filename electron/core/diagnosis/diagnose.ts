import type { Finding } from '../../contract/training.ts'
import { diverged } from './diverged.ts'
import type { Evidence, Rule } from './evidence.ts'
import { lossNotFalling } from './loss-not-falling.ts'
import { overfitting } from './overfitting.ts'
import { rateTooHigh } from './rate-too-high.ts'
import { rateTooLow } from './rate-too-low.ts'
import { stillFalling } from './still-falling.ts'
import { testBetterThanTrain } from './test-better-than-train.ts'
import { deadUnits, saturatedUnits } from './units.ts'

/** What keeps a network from learning. The first that holds explains the others, and what the scores do. */
const troubles: readonly Rule[] = [diverged, rateTooHigh, rateTooLow, lossNotFalling]

/** Where a network that learns has come to: past its best, or not there yet. */
const stages: readonly Rule[] = [overfitting, stillFalling]

const weights: readonly Finding['weight'][] = ['problem', 'hint', 'note']

function firstOf(rules: readonly Rule[], evidence: Evidence): Finding | null {
  for (const rule of rules) {
    const finding = rule(evidence)
    if (finding) return finding
  }
  return null
}

/** What a person should know of a run, problems first; none contradicts another. */
export function diagnose(evidence: Evidence): readonly Finding[] {
  const trouble = firstOf(troubles, evidence)
  const found = [
    ...(trouble ? [trouble] : [firstOf(stages, evidence), testBetterThanTrain(evidence)]),
    deadUnits(evidence),
    saturatedUnits(evidence),
  ].filter((finding) => finding !== null)
  return weights.flatMap((weight) => found.filter((finding) => finding.weight === weight))
}
