import type { Rule } from './evidence.ts'
import { suggestedRate } from './suggested-rate.ts'

export const diverged: Rule = ({ run }) => {
  if (run.status !== 'diverged') return null
  const kept = run.weightsSha256 === null ? '' : ' The last checkpoint before that is kept.'
  return {
    kind: 'diverged',
    weight: 'problem',
    text: 'Training diverged: the loss is no longer a number',
    evidence: `${run.reason}.${kept}`,
    advice: `Try a learning rate of ${suggestedRate(run, 'lower')}, or a warm-up.`,
  }
}
