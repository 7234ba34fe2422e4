import { claimRun } from '../store/leases.sql.ts'
import { trainRun, type TrainingContext } from './train-run.ts'
import { unattended } from './writes.ts'

export interface Queue {
  /** Looks for a waiting run, unless one is being trained; call it whenever one may have come. */
  readonly wake: () => void
  /** Stops what is being trained, keeping its checkpoint; resolves when nothing is. */
  readonly close: () => Promise<void>
}

/** Trains the runs that wait in the data folder, one after the other. */
export function createQueue(context: TrainingContext): Queue {
  const closing = new AbortController()
  let training: Promise<unknown> | undefined

  const wake = unattended('Looking for a waiting run', context.log, () => {
    if (training !== undefined || closing.signal.aborted) return
    const claimed = claimRun(context.db, { owner: context.owner, now: context.now() })
    if (!claimed) return
    training = trainRun(context, claimed, closing.signal)
      .catch((error: unknown) => {
        context.log.error(`Run ${claimed.id}: ${String(error)}`)
      })
      .finally(() => {
        training = undefined
        wake()
      })
  })

  return {
    wake,
    close: async () => {
      closing.abort()
      await training
    },
  }
}
