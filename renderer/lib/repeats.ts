import {
  isLive,
  type Run,
  type RunId,
  type Verification,
} from '../../electron/contract/entities.ts'
import { formatCount } from './format.ts'
import { epochUnderWay } from './run-list.ts'
import { t } from './translate.ts'

/** What is known of how a repeat compares with the run it repeats. */
export type VerificationState =
  | { readonly kind: 'known'; readonly verification: Verification }
  | { readonly kind: 'failed'; readonly message: string }

/** Runs that repeat a run from its record, newest first as the list is. */
export const repeatsOf = (runs: readonly Run[], id: RunId): readonly Run[] =>
  runs.filter(({ reproduces }) => reproduces === id)

export interface RepeatLine {
  readonly tone: 'good' | 'bad' | 'mid'
  readonly text: string
  /** Why the two may differ. */
  readonly remarks: readonly string[]
}

const plain = (text: string): RepeatLine => ({ tone: 'mid', text, remarks: [] })

function verdict(state: VerificationState): RepeatLine {
  if (state.kind === 'failed') return { tone: 'bad', text: state.message, remarks: [] }
  const { isSame, firstDifference, remarks } = state.verification
  if (isSame) return { tone: 'good', text: t('repeat.same'), remarks }
  if (firstDifference === null) return { tone: 'mid', text: t('repeat.unknown'), remarks }
  const step = formatCount(firstDifference)
  return { tone: 'bad', text: t('repeat.differs', { step }), remarks }
}

/** Where a repeat stands, or how it compares once it has ended. */
export function repeatLine(repeat: Run, state: VerificationState | undefined): RepeatLine {
  if (repeat.status === 'queued') return plain(t('repeat.queued'))
  if (isLive(repeat)) {
    const { epochs } = repeat.progress
    return plain(t('repeat.running', { epoch: epochUnderWay(repeat), epochs }))
  }
  if (repeat.status !== 'completed') return plain(t('repeat.rests'))
  return state ? verdict(state) : plain(t('repeat.comparing'))
}
