import type { Score } from '../contract/training.ts'
import type { ResumeState } from './messages.ts'

type Best = ResumeState['best']

/** The best epoch once another is scored; of equals, the earlier. */
export const bestAfter = (best: Best, epoch: number, validation: Score | null): Best =>
  validation !== null && (best === null || validation.error < best.error)
    ? { epoch, error: validation.error }
    : best

/** Whether training ends after an epoch for want of a better one; an extension begins the wait anew. */
export const isPatienceOver = (
  patience: number,
  best: Best,
  { epoch, extendedAfter }: { readonly epoch: number; readonly extendedAfter: number },
): boolean =>
  patience > 0 && best !== null && epoch - Math.max(best.epoch, extendedAfter) >= patience
