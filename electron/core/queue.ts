import type { Run } from '../contract/entities.ts'
import type { GroupId } from '../contract/groups.ts'
import { claimNext, type PlannedClaim } from './claims.ts'
import { trainRun, type TrainingContext } from './train-run.ts'

export interface Queue {
  /** Looks soon whether a waiting run can begin; to be called whenever that may have changed, however often. */
  readonly wake: () => void
  /** Stops what is being trained, keeping its checkpoints; resolves when nothing is. */
  readonly close: () => Promise<void>
}

/** Runs that are queued within this time see one another, and share the cores from the start. */
const burstMs = 100

/** A database that is locked now may not be so a little later. */
const retryMs = 3000

/**
 * Trains the runs that wait in the data folder, those of `group` alone where one is named, as many side by side as the
 * budget of cores allows; `onEnded` is told each that has ended, whichever way.
 */
export function createQueue(
  context: TrainingContext,
  onEnded: (run: Run) => void = () => undefined,
  group?: GroupId,
): Queue {
  const { log } = context
  const closing = new AbortController()
  const underWay = new Set<Promise<void>>()
  let timer: ReturnType<typeof setTimeout> | undefined

  async function train(claimed: PlannedClaim): Promise<void> {
    try {
      const run = await trainRun(context, claimed, closing.signal)
      if (run && !closing.signal.aborted) onEnded(run)
    } catch (error) {
      log.error(`Run ${claimed.id}: ${String(error)}`)
    }
  }

  function begin(claimed: PlannedClaim): void {
    const ended = train(claimed)
    underWay.add(ended)
    void ended.finally(() => {
      underWay.delete(ended)
      lookIn(burstMs)
    })
  }

  function look(): void {
    timer = undefined
    try {
      const next = () => claimNext(context, group)
      for (let claimed = next(); claimed; claimed = next()) begin(claimed)
    } catch (error) {
      log.warn(`Looking for a waiting run: ${String(error)}`)
      lookIn(retryMs)
    }
  }

  function lookIn(ms: number): void {
    if (!closing.signal.aborted) timer ??= setTimeout(look, ms)
  }

  return {
    wake: () => {
      lookIn(burstMs)
    },
    close: async () => {
      closing.abort()
      clearTimeout(timer)
      await Promise.all(underWay)
    },
  }
}
