import type { RunId } from '../contract/entities.ts'
import { write, type Db } from '../store/database.ts'
import { addLogLine } from '../store/log.sql.ts'
import { standingsOf, stopRuns } from '../store/places.sql.ts'

/** Ends those of the runs that wait, and asks the owners of those that are trained to end them. */
export const stopLiveRuns = (db: Db, ids: readonly RunId[], now: number): void => {
  write(db, () => {
    for (const { id, status } of standingsOf(db, ids)) {
      if (status === 'queued')
        addLogLine(db, id, { at: now, level: 'info', text: 'Taken out of the queue' })
      if (status === 'running')
        addLogLine(db, id, { at: now, level: 'info', text: 'Asked to stop' })
    }
    stopRuns(db, ids, now)
  })
}
