import { finishedEpochs, type Run, type RunStatus } from '../../electron/contract/entities.ts'
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

type Look = Pick<StatusLine, 'icon' | 'tone'>

const looks: { readonly [S in RunStatus]: Look } = {
  queued: { icon: 'queued', tone: 'queued' },
  running: { icon: 'running', tone: 'running' },
  paused: { icon: 'paused', tone: 'paused' },
  completed: { icon: 'done', tone: 'done' },
  stopped: { icon: 'stopped', tone: 'stopped' },
  interrupted: { icon: 'warn', tone: 'interrupted' },
  failed: { icon: 'failed', tone: 'failed' },
  diverged: { icon: 'failed', tone: 'failed' },
}

/** What has come in ready did not complete anything here. */
const endedAs = ({ origin }: Run) => (origin.kind === 'imported' ? 'imported' : 'completed')

function statusText(run: Run, place: number): string {
  const { epochs, step } = run.progress
  switch (run.status) {
    case 'queued':
      return run.isHeld ? t('status.held') : queuedText(place)
    case 'running':
      return t('run.epochOf', { epoch: epochUnderWay(run), epochs })
    case 'paused':
    case 'stopped':
    case 'interrupted':
      return t(`status.${run.status}`, { epoch: finishedEpochs(run), epochs })
    case 'completed':
      return t(`status.${endedAs(run)}`)
    case 'failed':
      return t('status.failed')
    case 'diverged':
      return t('status.diverged', { step })
    default:
      return unreachable(run)
  }
}

/** A run's state in an icon and a few words. `place` counts from 1 in the queue. */
export const statusLine = (run: Run, place: number): StatusLine => ({
  ...looks[run.status],
  text: statusText(run, place),
  reason: 'reason' in run ? run.reason : '',
})
