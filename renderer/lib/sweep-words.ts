import type { Sweep, SweepDetail, Trial } from '../../electron/contract/sweeps.ts'
import { formatCount, formatPercent, noValue } from './format.ts'
import { t } from './translate.ts'

type Counted = Pick<Sweep, 'planned' | 'added' | 'counts'>

/** How many of its runs neither wait, train nor pause. */
export function endedRuns({ counts }: Pick<Sweep, 'counts'>): number {
  const { queued, running, paused } = counts
  return Object.values(counts).reduce((sum, count) => sum + count, 0) - queued - running - paused
}

export const allRuns = ({ planned, added }: Counted): number => planned ?? added

/** `3 of 12 done` */
export const doneWords = (sweep: Counted): string =>
  t('sweep.done', { count: endedRuns(sweep), of: allRuns(sweep) })

/** 0 to 1. */
export const shareDone = (sweep: Counted): number =>
  allRuns(sweep) === 0 ? 0 : Math.min(1, endedRuns(sweep) / allRuns(sweep))

export const errorWords = (error: number | null): string =>
  error === null ? noValue : formatPercent(error)

/** How a trial stands; of one that the sweep ended, when and why. */
export function trialWords({ status, endedEarly }: Trial): { text: string; hint: string } {
  if (endedEarly === null) return { text: t(`sweep.run.${status}`), hint: '' }
  return {
    text: t('sweep.endedEarly', { epoch: endedEarly.epoch }),
    hint: t('sweep.endedEarlyWhy', {
      error: formatPercent(endedEarly.error),
      bar: formatPercent(endedEarly.bar),
      epoch: formatCount(endedEarly.epoch),
    }),
  }
}

/** `learning rate 0.001, hidden units 500` */
export const valuesWords = (settings: SweepDetail['settings'], values: readonly string[]): string =>
  settings
    .map((setting, index) =>
      t('queue.setting', { setting: t(`setting.${setting}`), value: values[index] ?? '' }),
    )
    .join(', ')
