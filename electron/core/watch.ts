import type { Run, RunId } from '../contract/entities.ts'
import { dataVersion, write, type Db } from '../store/database.ts'
import { interruptRun, leases } from '../store/leases.sql.ts'
import { changesSince, latestRevision, runById, runsWith } from '../store/runs.sql.ts'
import { thinnedPoints } from '../store/thinned-points.sql.ts'
import { epochsOf } from '../store/training.sql.ts'
import type { Log } from './core.ts'
import type { Announcer } from './events.ts'
import { isGone } from './lease.ts'
import { logEnd } from './run-log.ts'
import { unattended } from './writes.ts'

const lookMs = 500

/** Of a run in one announcement, as in an answer. */
const mostPoints = 2000

export interface WatchOptions {
  readonly db: Db
  readonly owner: string
  readonly now: () => number
  readonly log: Log
  readonly news: Pick<Announcer, 'emit'>
  /** Called after a change by another process, whatever it was. */
  readonly onChange: () => void
}

/** Marks running runs whose process is gone as interrupted; returns their ids. */
export function closeDeadRuns({
  db,
  owner,
  now,
}: Pick<WatchOptions, 'db' | 'owner' | 'now'>): RunId[] {
  const dead = leases(db).filter((lease) => lease.owner !== owner && isGone(lease, now()))
  return dead
    .filter((lease) =>
      write(db, () => {
        const at = now()
        const isOver = interruptRun(db, lease, 'The process that trained it ended unexpectedly', at)
        if (isOver) logEnd(db, lease.id, at)
        return isOver
      }),
    )
    .map(({ id }) => id)
}

/**
 * Announces what other processes change in the data folder like our own changes, and ends runs whose
 * process is gone. Returns the function that ends the watch.
 */
export function watchDataFolder(options: WatchOptions): () => void {
  const { db, owner, now, news, log, onChange } = options
  let version = dataVersion(db)
  let revision = latestRevision(db)
  /** How far the runs that others train have been announced. */
  const announced = new Map<RunId, { step: number; epoch: number }>()
  const sinceMs = now()

  /** All of a run that ended before we looked on could be asked for since; only what is said of it changes. */
  const isOld = ({ id, endedAt }: Run) =>
    endedAt !== null && endedAt < sinceMs && !announced.has(id)

  function announceProgress(id: RunId): void {
    const from = announced.get(id) ?? { step: 0, epoch: 0 }
    const thinning = { afterStep: from.step, most: mostPoints }
    const points = thinnedPoints(db, [id], thinning)[0]?.points ?? []
    const epochs = epochsOf(db, id).filter(({ epoch }) => epoch > from.epoch)
    if (points.length > 0) news.emit('run.metrics', { id, points })
    for (const epoch of epochs) news.emit('run.epoch', { id, epoch })
    announced.set(id, {
      step: points.at(-1)?.step ?? from.step,
      epoch: epochs.at(-1)?.epoch ?? from.epoch,
    })
  }

  function announceChanges(): void {
    const ours = new Set(
      leases(db)
        .filter((lease) => lease.owner === owner)
        .map(({ id }) => id),
    )
    const changes = changesSince(db, revision)
    revision = changes.revision
    for (const run of runsWith(
      db,
      changes.runs.filter((id) => !ours.has(id)),
    )) {
      if (run.startedAt !== null && !isOld(run)) announceProgress(run.id)
      news.emit('run.changed', run)
    }
    for (const id of changes.purged) {
      announced.delete(id)
      news.emit('run.purged', { id })
    }
  }

  function look(): void {
    for (const id of closeDeadRuns({ db, owner, now })) news.emit('run.changed', runById(db, id))
    const versionNow = dataVersion(db)
    if (versionNow === version) return
    version = versionNow
    announceChanges()
    onChange()
  }

  const timer = setInterval(unattended('Looking for changes', log, look), lookMs)
  timer.unref()
  return () => {
    clearInterval(timer)
  }
}
