import { write, type Db } from '../store/database.ts'
import { drawingLabels } from '../store/drawings.sql.ts'
import { keepReadings, readingsOf, scoredRun, setScore } from '../store/handwriting.sql.ts'
import { runsWith } from '../store/runs.sql.ts'
import type { Announcer } from './events.ts'
import { merged, tally, type RunStep } from './read-handwriting.ts'

/** Runs whose scores are written, and announced, together. */
const mostTogether = 20
/** Longest that a score waits for others to be written with. */
const togetherMs = 100

/** What a checkpoint has read since it was last written; nothing where only labels have changed. */
type Read = RunStep & { readonly read: ReadonlyMap<number, number> }

export interface ScoreBatch {
  readonly add: (read: Read) => void
  readonly flush: () => void
}

function writeOne(db: Db, { id, step, read }: Read, labels: Uint8Array): boolean {
  const before = readingsOf(db, id, step)
  const predicted = merged(before, read)
  if (read.size > 0) keepReadings(db, id, step, predicted)
  const { unread, wrong, images } = tally(labels, predicted)
  const isLatest = scoredRun(db, id)?.step === step
  return isLatest && unread.length === 0 && setScore(db, id, { wrong, images })
}

/** Collects what was read, and writes and announces it a few runs at a time. */
export function createScoreBatch(db: Db, news: Pick<Announcer, 'emit'>): ScoreBatch {
  let waiting: Read[] = []
  let sinceMs = 0

  function flush(): void {
    if (waiting.length === 0) return
    const some = waiting
    waiting = []
    const changed = write(db, () => {
      const labels = drawingLabels(db)
      // Where the last drawing has just been deleted there is no score; that is seen to by whoever hears of it.
      return labels.length === 0 ? [] : some.filter((each) => writeOne(db, each, labels))
    })
    const ids = changed.map(({ id }) => id)
    for (const run of runsWith(db, ids)) news.emit('run.changed', run)
  }

  return {
    flush,
    add: (read) => {
      if (waiting.length === 0) sinceMs = performance.now()
      waiting.push(read)
      if (waiting.length >= mostTogether || performance.now() - sinceMs > togetherMs) flush()
    },
  }
}
