import { availableParallelism } from 'node:os'
import type { RunId } from '../contract/entities.ts'
import {
  claimRun,
  threadsInUse,
  waitingRun,
  waitingRuns,
  type Claimed,
} from '../store/claims.sql.ts'
import { write, type Db } from '../store/database.ts'
import { budgetOf, enoughToTell, nextToTrain, threadsAlone } from './core-budget.ts'
import { currentSettings } from './settings.ts'

interface Claiming {
  readonly db: Db
  readonly owner: string
  readonly now: () => number
}

const budget = (db: Db) => budgetOf(currentSettings(db), availableParallelism())

/** Claims the first waiting run that the budget of cores has room for, whichever processes use the rest of it. */
export const claimNext = ({ db, owner, now }: Claiming): Claimed | undefined =>
  // Looked at before anything is locked: mostly nothing waits.
  waitingRuns(db, 1).length === 0
    ? undefined
    : write(db, () => {
        const next = nextToTrain(waitingRuns(db, enoughToTell), threadsInUse(db), budget(db))
        return next && claimRun(db, { ...next, owner, now: now() })
      })

/** Claims the run that `enqueue` queues or finds in the queue, past the budget, before anybody else can. */
export const claimAtOnce = (
  { db, owner, now }: Claiming,
  enqueue: () => RunId,
): Claimed | undefined =>
  write(db, () => {
    const run = waitingRun(db, enqueue())
    return (
      run && claimRun(db, { id: run.id, threads: threadsAlone(run, budget(db)), owner, now: now() })
    )
  })
