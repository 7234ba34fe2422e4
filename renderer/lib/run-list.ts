import { finishedEpochs, type Run } from '../../electron/contract/entities.ts'
import { t, tCount } from './translate.ts'

/** The list with one run in its newest state, newest first; one that is deleted or archived leaves it. */
export function withRun(runs: readonly Run[], run: Run): readonly Run[] {
  if (run.deletedAt !== null || run.archivedAt !== null)
    return runs.filter((other) => other.id !== run.id)
  if (runs.some((other) => other.id === run.id))
    return runs.map((other) => (other.id === run.id ? run : other))
  const at = runs.findIndex((other) => other.createdAt <= run.createdAt)
  return at < 0 ? [...runs, run] : runs.toSpliced(at, 0, run)
}

/** The runs that train now, of a list that is newest first; the oldest first. */
export const trainingRuns = (runs: readonly Run[]): readonly Run[] =>
  runs.filter((run) => run.status === 'running').toReversed()

/** Ids of the waiting runs in the order in which they will begin. */
export const queueOf = (runs: readonly Run[]): readonly Run['id'][] =>
  runs
    .filter((run) => run.status === 'queued')
    .toSorted((a, b) => a.place - b.place)
    .map((run) => run.id)

/** Whole percent of a run's steps. */
export const percentDone = (run: Run): number =>
  run.progress.steps === 0 ? 0 : Math.floor((run.progress.step / run.progress.steps) * 100)

/** The epoch under way, counted from 1. */
export const epochUnderWay = (run: Run): number =>
  Math.min(finishedEpochs(run) + 1, run.progress.epochs)

/** The list in a few words: `14 runs, 1 training, 2 waiting`. */
export function listFacts(runs: readonly Run[]): string {
  if (runs.length === 0) return ''
  const training = runs.filter(({ status }) => status === 'running').length
  const waiting = runs.filter(({ status }) => status === 'queued').length
  return [
    tCount('runs.countOne', 'runs.count', runs.length),
    ...(training > 0 ? [t('runs.training', { count: training })] : []),
    ...(waiting > 0 ? [t('now.waiting', { count: waiting })] : []),
  ].join(', ')
}
