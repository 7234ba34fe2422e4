import type { Handlers } from '../contract/calls.ts'
import type { RunId } from '../contract/entities.ts'
import { checkpointsOf, dropCheckpoints } from '../store/checkpoints.sql.ts'
import { write, type Db } from '../store/database.ts'
import { runById, updateRun } from '../store/runs.sql.ts'
import { preciousEpochs } from '../store/training.sql.ts'
import type { Announcer } from './events.ts'

/** Epochs whose weights are kept, best, last and resume point aside. */
export const mostKept = 20

/** The epochs, counted from 1, that are left when only every 2nd, 4th, … from the first on is kept. */
export function thinned(epochs: readonly number[]): readonly number[] {
  const last = Math.max(0, ...epochs)
  let every = 1
  while (Math.ceil(last / every) > mostKept) every *= 2
  return epochs.filter((epoch) => (epoch - 1) % every === 0)
}

/** Deletes checkpoints but those of some epochs, the best, the last and the resume point; returns the bytes freed. */
function keepOnly(db: Db, id: RunId, epochs: readonly number[]): number {
  const kept = new Set([...epochs, ...preciousEpochs(db, id)])
  const dropped = checkpointsOf(db, id)
    .slice(0, -1)
    .filter(({ epoch, canResume }) => !kept.has(epoch) && !canResume)
  dropCheckpoints(
    db,
    id,
    dropped.map(({ step }) => step),
  )
  return dropped.reduce((sum, { bytes }) => sum + bytes, 0)
}

/** To be called within the write of a new checkpoint: keeps a long run from filling the disk. */
export function thinCheckpoints(db: Db, id: RunId): void {
  const epochs = checkpointsOf(db, id).map(({ epoch }) => epoch)
  if (epochs.length > mostKept) keepOnly(db, id, thinned(epochs))
}

type CheckpointCalls = Pick<Handlers, 'checkpoints.prune'>

export const checkpointHandlers = (db: Db, news: Pick<Announcer, 'emit'>): CheckpointCalls => ({
  'checkpoints.prune': ({ id }) => {
    const freed = write(db, () => {
      runById(db, id)
      return keepOnly(db, id, [])
    })
    updateRun(db, id, {})
    news.emit('run.changed', runById(db, id))
    return { freed }
  },
})
