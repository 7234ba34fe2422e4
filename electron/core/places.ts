import type { Handlers, Parsed } from '../contract/calls.ts'
import type { RunId, RunStatus } from '../contract/entities.ts'
import { AppError } from '../contract/errors.ts'
import { write, type Db } from '../store/database.ts'
import {
  archiveRuns,
  deleteRuns,
  restoreRuns,
  standingsOf,
  unarchiveRuns,
  type Standing,
} from '../store/places.sql.ts'
import { runsWith } from '../store/runs.sql.ts'
import type { Announcer } from './events.ts'
import { createPurging } from './purge.ts'
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
  | 'runs.archive'
  | 'runs.unarchive'
  | 'runs.delete'
  | 'runs.restore'
  | 'runs.purge'
  | 'runs.stopPurge'
>

const isLive = (status: RunStatus) => status === 'queued' || status === 'running'

function refuseToArchive({ name, status, deleted_at }: Standing): void {
  if (deleted_at !== null)
    throw new AppError('conflict', `Run ${name} is in the bin; restore it first`)
  if (isLive(status)) throw new AppError('conflict', `Run ${name} is ${status}; stop it first`)
}

/** Answers to what moves runs between list, archive and bin, and out of the bin for good. */
export function placeHandlers({ now, ...options }: PlacesOptions): PlaceCalls {
  const { db, news, closeDead } = options
  const purging = createPurging(options)
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
    'runs.purge': ({ ids }) => purging.purge(ids),
    'runs.stopPurge': purging.stop,
  }
}
