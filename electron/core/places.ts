import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Handlers, Parsed } from '../contract/calls.ts'
import type { RunId, RunStatus } from '../contract/entities.ts'
import { AppError } from '../contract/errors.ts'
import { write, type Db } from '../store/database.ts'
import { freeSome, shortenFiles, turnShrinkable } from '../store/free-space.ts'
import {
  archiveRuns,
  deleteRuns,
  purgeRuns,
  restoreRuns,
  standingsOf,
  unarchiveRuns,
  type Standing,
} from '../store/places.sql.ts'
import { runsWith } from '../store/runs.sql.ts'
import type { Announcer } from './events.ts'
import { stopLiveRuns } from './stop-runs.ts'

export interface PlacesOptions {
  readonly db: Db
  readonly now: () => number
  readonly news: Pick<Announcer, 'emit'>
  /** Ends runs whose process is gone, so that none of them is in the way. */
  readonly closeDead: () => void
  /** Called when runs are gone that settings may have named. */
  readonly onPurged: () => void
}

type PlaceCalls = Pick<
  Handlers,
  'runs.archive' | 'runs.unarchive' | 'runs.delete' | 'runs.restore' | 'runs.purge'
>

const isLive = (status: RunStatus) => status === 'queued' || status === 'running'

function refuseToArchive({ name, status, deleted_at }: Standing): void {
  if (deleted_at !== null)
    throw new AppError('conflict', `Run ${name} is in the bin; restore it first`)
  if (isLive(status)) throw new AppError('conflict', `Run ${name} is ${status}; stop it first`)
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

/** Answers to what moves runs between list, archive and bin, and out of the bin for good. */
export function placeHandlers({ db, now, news, closeDead, onPurged }: PlacesOptions): PlaceCalls {
  const announce = (ids: readonly RunId[]) => {
    for (const run of runsWith(db, ids)) news.emit('run.changed', run)
  }

  /** Moves all of the runs, unless one of them is refused, and announces them. */
  const moving =
    (refuse: (run: Standing) => void, move: (ids: readonly RunId[]) => void) =>
    ({ ids }: Parsed<'runs.archive'>) => {
      closeDead()
      write(db, () => {
        standingsOf(db, ids).forEach(refuse)
        move(ids)
      })
      announce(ids)
    }
  const welcome = () => undefined

  return {
    'runs.archive': moving(refuseToArchive, (ids) => {
      archiveRuns(db, ids, now())
    }),
    'runs.unarchive': moving(welcome, (ids) => {
      unarchiveRuns(db, ids)
    }),
    'runs.delete': moving(welcome, (ids) => {
      stopLiveRuns(db, ids, now())
      deleteRuns(db, ids, now())
    }),
    'runs.restore': moving(welcome, (ids) => {
      restoreRuns(db, ids)
    }),
    'runs.purge': async ({ ids }) => {
      closeDead()
      const repeats = write(db, () => {
        standingsOf(db, ids).forEach(refuseToPurge)
        return purgeRuns(db, ids)
      })
      for (const id of new Set(ids)) news.emit('run.purged', { id })
      onPurged()
      announce(repeats)
      return { freed: await freeAll(db) }
    },
  }
}
