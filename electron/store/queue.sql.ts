import { sql, type Selectable } from 'kysely'
import type { RunId } from '../contract/entities.ts'
import { all, first, q, write, type Db } from './database.ts'
import { lastPlace, placeGap, updateRun } from './runs.sql.ts'
import type { RunTable } from './tables.ts'

export interface QueuePlace {
  readonly id: RunId
  readonly isHeld: boolean
}

const waiting = q.selectFrom('run').where('status', '=', 'queued').where('deleted_at', 'is', null)

/** The waiting runs in their order. */
export const queueOrder = (db: Db): readonly QueuePlace[] =>
  all(db, waiting.select(['id', 'is_held']).orderBy('place')).map(({ id, is_held }) => ({
    id: id as RunId,
    isHeld: is_held === 1,
  }))

const plannedColumns = [
  'id',
  'is_held',
  'config',
  'shape',
  'step',
  'steps',
  'engine',
  'threads',
  'parts',
  'wanted_engine',
  'wanted_threads',
] as const

/** A waiting run, with what tells how long it takes and with how many threads. */
export type PlannedRun = Selectable<Pick<RunTable, (typeof plannedColumns)[number]>>

export const plannedRuns = (db: Db): readonly PlannedRun[] =>
  all(db, waiting.select(plannedColumns).orderBy('place'))

export type RunUnderWay = PlannedRun & { readonly seconds_left: number | null }

/** The runs that are trained, whoever trains them. */
export const runsUnderWay = (db: Db): readonly RunUnderWay[] =>
  all(
    db,
    q
      .selectFrom('run')
      .select([...plannedColumns, 'seconds_left'])
      .where('status', '=', 'running'),
  )

/** Runs that were trained for some time, those that began last first. */
export const trainedRuns = (db: Db, most: number) =>
  all(
    db,
    q
      .selectFrom('run')
      .select(['config', 'shape', 'engine', 'step', 'seconds'])
      .where('started_at', 'is not', null)
      .where('step', '>', 0)
      .where('seconds', '>', 0)
      .orderBy('started_at', 'desc')
      .limit(most),
  )

/** The place in the middle between a waiting run and the one before it; undefined where they are too close. */
function placeBefore(db: Db, before: RunId): number | undefined {
  const place = sql<number>`(SELECT place FROM run WHERE id = ${before})`
  const last = waiting.select((eb) => eb.fn.max('place').as('place')).where('place', '<', place)
  const low = first(db, last)?.place ?? null
  const high = first(db, waiting.select('place').where('id', '=', before))?.place ?? 0
  if (low === null) return high - placeGap
  return high - low > 1 ? Math.floor((low + high) / 2) : undefined
}

/** Gives the waiting runs places that are far apart, in the order that they have. */
function spreadPlaces(db: Db): void {
  queueOrder(db).forEach(({ id }, index) => {
    updateRun(db, id, { place: (index + 1) * placeGap })
  })
}

/**
 * Puts a waiting run before another one, or at the end; the others keep their order and, where there is room, their places.
 * Returns the runs whose places have changed.
 */
export const moveInQueue = (db: Db, id: RunId, before: RunId | null): readonly RunId[] =>
  write(db, () => {
    if (before === null) {
      updateRun(db, id, { place: lastPlace })
      return [id]
    }
    const place = placeBefore(db, before)
    if (place !== undefined) {
      updateRun(db, id, { place })
      return [id]
    }
    spreadPlaces(db)
    updateRun(db, id, { place: placeBefore(db, before) ?? 0 })
    return queueOrder(db).map((each) => each.id)
  })
