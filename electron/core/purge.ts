import { setImmediate as nextTurn } from 'node:timers/promises'
import type { PurgeProgress } from '../contract/run-list.ts'
import type { RunId } from '../contract/entities.ts'
import { AppError } from '../contract/errors.ts'
import { write, type Db } from '../store/database.ts'
import { freeSome, shortenFiles, turnShrinkable } from '../store/free-space.ts'
import { binned, purgeRuns, standingsOf, type Standing } from '../store/places.sql.ts'
import { runsWith } from '../store/runs.sql.ts'
import type { PlacesOptions } from './places.ts'

/** How long a slice may work, and how many runs the first one takes. */
const sliceMs = 20
const firstSlice = 4
/** What takes less is over before anybody could read of it; then news of it come at most this often. */
const quietMs = 500
const newsEveryMs = 200

/** A purge under way. */
interface Purge {
  readonly of: number
  readonly sinceMs: number
  /** Looked at, and of these the ones that are gone. */
  done: number
  gone: number
  isToStop: boolean
}

export interface Purged {
  readonly freed: number
  readonly purged: number
}

export interface Purging {
  /** Deletes runs of the bin for good, a few at a time; what is not gone yet is whole whenever it ends. */
  readonly purge: (ids: readonly RunId[]) => Promise<Purged>
  /** Ends what is under way; runs that are gone are gone. */
  readonly stop: () => void
}

function refuseToPurge({ name, deleted_at }: Standing): void {
  if (deleted_at === null)
    throw new AppError('conflict', `Run ${name} is not in the bin; delete it first`)
}

/** Gives unused bytes back to the disk, a few at a time so that nobody waits; returns how many. */
async function freeAll(db: Db): Promise<number> {
  await nextTurn()
  turnShrinkable(db)
  let freed = 0
  for (let some = freeSome(db); some > 0; some = freeSome(db)) {
    freed += some
    await nextTurn()
  }
  shortenFiles(db)
  return freed
}

/** What is done of all purges under way, and how long the rest takes at that speed. */
function progressOf(purges: Iterable<Purge>, nowMs: number): PurgeProgress {
  const all = [...purges]
  const sum = (of: (purge: Purge) => number) => all.reduce((total, each) => total + of(each), 0)
  const secondsLeft = ({ done, of, sinceMs }: Purge) =>
    done === 0 ? 0 : (((nowMs - sinceMs) / done) * (of - done)) / 1000
  return {
    done: sum(({ done }) => done),
    of: sum(({ of }) => of),
    secondsLeft: sum(secondsLeft),
  }
}

export function createPurging(
  { db, news, closeDead, onPurged }: Omit<PlacesOptions, 'now'>,
  clock: () => number = () => performance.now(),
): Purging {
  const underWay = new Set<Purge>()
  let toldMs = -Infinity

  function tell({ sinceMs }: Purge): void {
    const nowMs = clock()
    if (nowMs - sinceMs < quietMs || nowMs - toldMs < newsEveryMs) return
    toldMs = nowMs
    news.emit('purge.progress', progressOf(underWay, nowMs))
  }

  /** Runs that somebody has taken out of the bin meanwhile stay. Returns how long it worked; how long the disk takes is not ours. */
  function takeSlice(ids: readonly RunId[], purge: Purge): number {
    const beganMs = clock()
    const { gone, repeats, workedMs } = write(db, () => {
      const still = binned(db, ids)
      const referring = purgeRuns(db, still)
      return { gone: still, repeats: referring, workedMs: clock() - beganMs }
    })
    purge.done += ids.length
    purge.gone += gone.length
    for (const id of gone) news.emit('run.purged', { id })
    for (const run of runsWith(db, repeats)) news.emit('run.changed', run)
    return workedMs
  }

  async function takeAll(ids: readonly RunId[], purge: Purge): Promise<void> {
    let count = firstSlice
    while (purge.done < ids.length && !purge.isToStop && db.open) {
      const slice = ids.slice(purge.done, purge.done + count)
      const workedMs = Math.max(1, takeSlice(slice, purge))
      count = Math.max(1, Math.floor(Math.min(2 * count, (slice.length * sliceMs) / workedMs)))
      tell(purge)
      await nextTurn()
    }
  }

  return {
    purge: async (asked) => {
      closeDead()
      const ids = [...new Set(asked)]
      standingsOf(db, ids).forEach(refuseToPurge)
      const purge: Purge = {
        of: ids.length,
        sinceMs: clock(),
        done: 0,
        gone: 0,
        isToStop: false,
      }
      underWay.add(purge)
      try {
        await takeAll(ids, purge)
        return { purged: purge.gone, freed: await freeAll(db) }
      } finally {
        underWay.delete(purge)
        if (db.open) onPurged()
        if (underWay.size === 0 && toldMs > -Infinity) news.emit('purge.progress', null)
        toldMs = -Infinity
      }
    },
    stop: () => {
      for (const purge of underWay) purge.isToStop = true
    },
  }
}
