import { finishedEpochs, type Run } from '../../electron/contract/entities.ts'
import { unreachable } from '../../electron/contract/errors.ts'
import { formatOrdinal } from './format.ts'
import type { IconName } from './icons.ts'
import { epochUnderWay } from './run-list.ts'
import { t } from './translate.ts'

export interface StatusLine {
  readonly icon: IconName
  readonly tone: 'queued' | 'running' | 'paused' | 'done' | 'stopped' | 'interrupted' | 'failed'
  readonly text: string
  /** Why it ended, where there is something to say. */
  readonly reason: string
}

const queuedText = (place: number) =>
  place <= 1 ? t('status.queuedNext') : t('status.queued', { place: formatOrdinal(place) })

/** A run's state in an icon and a few words. `place` counts from 1 in the queue. */
export function statusLine(run: Run, place: number): StatusLine {
  const { epochs, step } = run.progress
  const epoch = finishedEpochs(run)
  switch (run.status) {
    case 'queued':
      return { icon: 'queued', tone: 'queued', text: queuedText(place), reason: '' }
    case 'running':
      return {
        icon: 'running',
        tone: 'running',
        text: t('run.epochOf', { epoch: epochUnderWay(run), epochs }),
        reason: '',
      }
    case 'paused':
      return {
        icon: 'paused',
        tone: 'paused',
        text: t('status.paused', { epoch, epochs }),
        reason: '',
      }
    case 'completed':
      return { icon: 'done', tone: 'done', text: t('status.completed'), reason: '' }
    case 'stopped':
      return {
        icon: 'stopped',
        tone: 'stopped',
        text: t('status.stopped', { epoch, epochs }),
        reason: '',
      }
    case 'interrupted':
      return {
        icon: 'warn',
        tone: 'interrupted',
        text: t('status.interrupted', { epoch, epochs }),
        reason: run.reason,
      }
    case 'failed':
      return { icon: 'failed', tone: 'failed', text: t('status.failed'), reason: run.reason }
    case 'diverged':
      return {
        icon: 'failed',
        tone: 'failed',
        text: t('status.diverged', { step }),
        reason: run.reason,
      }
    default:
      return unreachable(run)
  }
}
