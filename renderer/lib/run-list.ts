import { finishedEpochs, type Run, type RunId } from '../../electron/contract/entities.ts'
import type { RunPlace } from '../../electron/contract/run-list.ts'
import { t, tCount } from './translate.ts'

/** Where a run is kept. */
export function placeOf({ deletedAt, archivedAt }: Run): RunPlace {
  if (deletedAt !== null) return 'deleted'
  return archivedAt === null ? 'active' : 'archived'
}

/** What became of runs: their newest state, or null for one that was deleted for good. */
export type RunNews = ReadonlyMap<RunId, Run | null>

const newestFirst = (one: Run, other: Run) =>
  other.createdAt - one.createdAt || other.place - one.place

/** Runs with the news of them, newest first; of two with one id the first counts. */
export function withNews(runs: readonly Run[], news: RunNews): readonly Run[] {
  const known = new Map<RunId, Run>()
  for (const run of runs) if (!known.has(run.id)) known.set(run.id, run)
  let isInOrder = known.size === runs.length
  for (const [id, run] of news) {
    isInOrder &&= run === null || known.has(id)
    if (run) known.set(id, run)
    else known.delete(id)
  }
  const list = [...known.values()]
  return isInOrder ? list : list.sort(newestFirst)
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
