import { setImmediate as nextTurn } from 'node:timers/promises'
import { mnistShape, type DataShape } from '../contract/datasets.ts'
import type { Run, RunId } from '../contract/entities.ts'
import { AppError } from '../contract/errors.ts'
import { write, type Db } from '../store/database.ts'
import { drawingLabels } from '../store/drawings.sql.ts'
import {
  clearScores,
  forgetReadings,
  hasScores,
  readingsOf,
  runsToScore,
  scoredRun,
} from '../store/handwriting.sql.ts'
import { runsWith } from '../store/runs.sql.ts'
import type { Log } from './core.ts'
import type { Announcer } from './events.ts'
import { side } from './rasterise.ts'
import { readUnread, tally } from './read-handwriting.ts'
import { createScoreBatch } from './score-batch.ts'
import { createSlices } from './slices.ts'

export interface ScorerOptions {
  readonly db: Db
  readonly log: Log
  readonly news: Pick<Announcer, 'emit'>
  /** Whether it scores unasked; false in a terminal that only asks. */
  readonly isOn: boolean
}

export interface HandwritingScorer {
  /** Drawings were kept, relabelled or deleted, or nothing is known yet: looks at every run. */
  readonly lookAgain: () => void
  /** Looks at a run that may have other weights than it was scored by. */
  readonly hear: (run: Run) => void
  /** Scores what is not scored yet, all runs or one of them; resolves when that is done, or ended by `close`. */
  readonly settle: (id?: RunId) => Promise<void>
  readonly close: () => Promise<void>
}

/** A database that is locked now may not be so a little later. */
const retryMs = 3000

/** Whether models for such images can read drawings, and name digits. */
export const readsDigits = ({ rows, columns, classes }: DataShape): boolean =>
  rows === side && columns === side && classes.join() === mnistShape.classes.join()

/** Which runs are to be looked at. */
function createWanted() {
  let ids: Set<RunId> | null = new Set()
  return {
    isSome: () => ids === null || ids.size > 0,
    addAll: () => {
      ids = null
    },
    add: (more: Iterable<RunId>) => {
      if (ids) for (const id of more) ids.add(id)
    },
    /** All that were wanted, null for every run; from then on none is. */
    take: () => {
      const taken = ids
      ids = new Set()
      return taken
    },
  }
}

/**
 * Scores runs on the drawings of *my handwriting* in the background. What was read is on record for each checkpoint,
 * so that this is picked up again where it was left, and another core that does the same writes the same.
 */
export function createHandwritingScorer(options: ScorerOptions): HandwritingScorer {
  const { db, log, news, isOn } = options
  const closing = new AbortController()
  const batch = createScoreBatch(db, news)
  const wanted = createWanted()
  /** Hashes of the weights that runs were last looked at with. */
  const heard = new Map<RunId, string>()
  /** Checkpoints that cannot be read, so that they are tried and complained of once. */
  const broken = new Set<string>()
  let underWay: Promise<void> | undefined
  let later: ReturnType<typeof setTimeout> | undefined

  async function scoreOne(id: RunId, labels: Uint8Array): Promise<void> {
    const run = scoredRun(db, id)
    if (!run || run.step === null || !readsDigits(run.shape)) return
    const at = { id, step: run.step }
    const key = `${id}/${String(run.step)}`
    if (broken.has(key)) return
    const { unread, wrong, images } = tally(labels, readingsOf(db, id, run.step))
    if (unread.length === 0) {
      if (run.wrong !== wrong || run.images !== images) batch.add({ ...at, read: new Map() })
      return
    }
    try {
      await readUnread(db, at, unread, {
        signal: closing.signal,
        keep: (read) => {
          batch.add({ ...at, read })
        },
      })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      broken.add(key)
      log.warn(`Run ${id} is not scored on my handwriting: ${error.message}`)
    }
  }

  function clear(): void {
    if (!hasScores(db)) return
    const changed = write(db, () => {
      if (drawingLabels(db).length > 0) return []
      forgetReadings(db)
      return clearScores(db)
    })
    for (const run of runsWith(db, changed)) news.emit('run.changed', run)
  }

  /** Takes up what is wanted by now; ends early where more is, since that may be newer. */
  async function sweep(): Promise<void> {
    const only = wanted.take()
    const labels = drawingLabels(db)
    if (labels.length === 0) {
      if (only === null) clear()
      return
    }
    const slice = createSlices()
    const left = new Set(runsToScore(db).filter((id) => only === null || only.has(id)))
    for (const id of left) {
      await scoreOne(id, labels)
      left.delete(id)
      await slice()
      if (closing.signal.aborted) break
      if (!wanted.isSome()) continue
      wanted.add(left)
      break
    }
    batch.flush()
  }

  async function work(): Promise<void> {
    // Not within the call that asks for it.
    await nextTurn()
    try {
      while (wanted.isSome() && !closing.signal.aborted) await sweep()
    } catch (error) {
      log.warn(`Scoring on my handwriting: ${String(error)}`)
      wanted.addAll()
      if (isOn) later ??= setTimeout(beginAgain, retryMs).unref()
    } finally {
      underWay = undefined
    }
  }

  const begin = (): Promise<void> => (underWay ??= work())

  function beginAgain(): void {
    later = undefined
    if (!closing.signal.aborted) void begin()
  }

  return {
    lookAgain: () => {
      heard.clear()
      wanted.addAll()
      if (isOn) void begin()
    },
    hear: ({ id, weightsSha256, deletedAt }) => {
      if (deletedAt !== null || weightsSha256 === null) {
        heard.delete(id)
        return
      }
      if (!isOn || heard.get(id) === weightsSha256) return
      heard.set(id, weightsSha256)
      wanted.add([id])
      void begin()
    },
    settle: async (id) => {
      if (id === undefined) wanted.addAll()
      else wanted.add([id])
      await begin()
    },
    close: async () => {
      closing.abort()
      clearTimeout(later)
      await underWay
    },
  }
}
