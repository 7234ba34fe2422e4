import { availableParallelism } from 'node:os'
import type { GroupId } from '../contract/groups.ts'
import type { RunId } from '../contract/entities.ts'
import {
  claimRun,
  threadsInUse,
  waitingRun,
  waitingRuns,
  type Claimed,
} from '../store/claims.sql.ts'
import { write, type Db } from '../store/database.ts'
import {
  budgetOf,
  enoughToTell,
  nextToTrain,
  planAlone,
  type CoreBudget,
  type Plan,
} from './core-budget.ts'
import { currentSettings } from './settings.ts'

interface Claiming {
  readonly db: Db
  readonly owner: string
  readonly now: () => number
}

/** What training may take now, whichever processes use it. */
export const currentBudget = (db: Db): CoreBudget =>
  budgetOf(currentSettings(db), availableParallelism())

/** A run that this process is to train, and how. */
export interface PlannedClaim extends Claimed {
  readonly plan: Plan
}

const claim = ({ db, owner, now }: Claiming, id: string, plan: Plan): PlannedClaim | undefined => {
  const claimed = claimRun(db, { id, threads: plan.threads, owner, now: now() })
  return claimed && { ...claimed, plan }
}

/** Claims the first waiting run, of a group where one is named, that the budget of cores has room for, whichever processes use the rest of it. */
export const claimNext = (claiming: Claiming, group?: GroupId): PlannedClaim | undefined => {
  const { db } = claiming
  // Looked at before anything is locked: mostly nothing waits.
  return waitingRuns(db, 1, group).length === 0
    ? undefined
    : write(db, () => {
        const next = nextToTrain(
          waitingRuns(db, enoughToTell, group),
          threadsInUse(db),
          currentBudget(db),
        )
        return next && claim(claiming, next.id, next)
      })
}

/** Claims the run that `enqueue` queues or finds in the queue, past the budget, before anybody else can. */
export const claimAtOnce = (claiming: Claiming, enqueue: () => RunId): PlannedClaim | undefined =>
  write(claiming.db, () => {
    const { db } = claiming
    const run = waitingRun(db, enqueue())
    return run && claim(claiming, run.id, planAlone(run, currentBudget(db)))
  })
