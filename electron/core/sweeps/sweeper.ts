import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Run } from '../../contract/entities.ts'
import type { GroupId } from '../../contract/groups.ts'
import { groupRows } from '../../store/groups.sql.ts'
import { runsWith } from '../../store/runs.sql.ts'
import type { Log } from '../core.ts'
import type { Announcer } from '../events.ts'
import type { Enqueuing } from '../enqueue.ts'
import { advance } from './advance.ts'

export interface Sweeper {
  /** Takes a sweep as far as it can go now. */
  readonly goOn: (group: GroupId) => Promise<void>
  /** Looks after a sweep from now on, whether this program works the queue or not. Returns the function that ends it. */
  readonly follow: (group: GroupId) => () => void
  readonly close: () => void
}

/** News of trials within this time are looked at together. */
const burstMs = 200

/**
 * Looks after the sweeps of a data folder as their trials go on: those of all programs where `worksAll`, else those that
 * are followed. `onChange` is called after each change of a sweep.
 */
export function createSweeper({
  enqueuing,
  log,
  news,
  worksAll,
  onChange,
}: {
  readonly enqueuing: Enqueuing
  readonly log: Log
  readonly news: Pick<Announcer, 'emit' | 'on'>
  readonly worksAll: boolean
  readonly onChange: () => void
}): Sweeper {
  const { db } = enqueuing
  const followed = new Set<GroupId>()
  const dirty = new Set<GroupId>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let isClosed = false

  async function goOn(group: GroupId): Promise<void> {
    for (let isMore = true; isMore && !isClosed;) {
      const step = advance(enqueuing, group)
      for (const run of runsWith(db, step.runs)) news.emit('run.changed', run)
      if (step.runs.length > 0 || step.hasEnded) onChange()
      isMore = step.isMore
      if (isMore) await nextTurn()
    }
  }

  async function look(): Promise<void> {
    timer = undefined
    const groups = [...dirty]
    dirty.clear()
    for (const group of groups)
      try {
        await goOn(group)
      } catch (error) {
        log.warn(`Sweep ${group}: ${String(error)}`)
        if (!isClosed) wake(group)
      }
  }

  function wake(group: GroupId): void {
    dirty.add(group)
    timer ??= setTimeout(() => void look(), burstMs)
  }

  const off = news.on('run.changed', ({ group }: Run) => {
    if (group?.kind === 'sweep' && (worksAll || followed.has(group.id))) wake(group.id)
  })

  if (worksAll)
    for (const { id, state } of groupRows(db, 'sweep')) if (state === 'running') wake(id as GroupId)

  return {
    goOn,
    follow: (group) => {
      followed.add(group)
      wake(group)
      return () => {
        followed.delete(group)
      }
    },
    close: () => {
      isClosed = true
      off()
      clearTimeout(timer)
    },
  }
}
