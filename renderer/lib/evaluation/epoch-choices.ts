import type { Run } from '../../../electron/contract/entities.ts'
import type { Checkpoint } from '../../../electron/contract/training.ts'
import { t } from '../translate.ts'

export interface EpochChoice {
  readonly epoch: number
  readonly label: string
}

/** Epochs that a run has checkpoints of, newest first; until they are known, the one that is shown. */
export function epochChoices(
  checkpoints: readonly Checkpoint[],
  best: Run['best'],
  shown: number | undefined,
): readonly EpochChoice[] {
  const known = checkpoints.map(({ epoch }) => epoch)
  const epochs = new Set(shown === undefined ? known : [...known, shown])
  return [...epochs]
    .sort((a, b) => b - a)
    .map((epoch) => ({
      epoch,
      label: labelOf(epoch, best),
    }))
}

/** Epoch 0 is that of weights which came in ready. */
function labelOf(epoch: number, best: Run['best']): string {
  if (epoch === 0) return t('status.imported')
  return t(epoch === best?.epoch ? 'evaluate.epochBest' : 'evaluate.epoch', { epoch })
}
