import type { Output } from '../../electron/contract/calls.ts'
import type { Guess, Prepared } from '../../electron/contract/digits.ts'
import type { Inquired } from './inquired.ts'
import { t } from './translate.ts'

/** What one checkpoint reads. */
export interface ShownReading extends Prepared {
  readonly guess: Guess | null
}

/** Of the answers of one run that of an epoch, or else the last one. */
export function shownReading(
  state: Inquired<Output<'digits.readEpochs'>>,
  epoch: number | undefined,
): Inquired<ShownReading> {
  if (state.kind !== 'answered') return state
  const { pixels, remark, answers } = state.answer
  const found = epoch === undefined ? answers.at(-1) : answers.find((each) => each.epoch === epoch)
  if (pixels !== null && !found)
    return {
      kind: 'failed',
      message: epoch === undefined ? t('draw.cannotRead') : t('draw.noCheckpoint', { epoch }),
    }
  return { kind: 'answered', answer: { pixels, remark, guess: found?.guess ?? null } }
}
