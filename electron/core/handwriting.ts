import type { Handlers } from '../contract/calls.ts'
import type { RunId } from '../contract/entities.ts'
import { AppError } from '../contract/errors.ts'
import { checkpointsOf } from '../store/checkpoints.sql.ts'
import { write, type Db } from '../store/database.ts'
import {
  deleteDrawings,
  drawingLabels,
  drawingsKept,
  keptDrawings,
  noDigit,
  relabelDrawings,
  type DrawingToKeep,
} from '../store/drawings.sql.ts'
import { readingsOf, runsWithScore, scoredRun } from '../store/handwriting.sql.ts'
import { runById } from '../store/runs.sql.ts'
import type { Announcer } from './events.ts'
import { countLines, drawingOf, lineOf, linesOf } from './handwriting-lines.ts'
import { readsDigits, type HandwritingScorer } from './handwriting-scorer.ts'
import { asKept, drawingToKeep, keepAll, refuseTooMany } from './keep-drawings.ts'
import { readAll } from './read-handwriting.ts'
import { createSlices } from './slices.ts'

export interface HandwritingOptions {
  readonly db: Db
  readonly now: () => number
  readonly news: Pick<Announcer, 'emit'>
  readonly scorer: HandwritingScorer
}

export interface HandwritingCalls {
  readonly handlers: Omit<
    Pick<Handlers, Extract<keyof Handlers, `handwriting.${string}`>>,
    'handwriting.mix'
  >
  /** Announces the drawings, once, where they are others than were last announced, and has runs scored on them. */
  readonly lookAgain: () => void
  /** Ends the reading that answers wait for. */
  readonly close: () => void
}

function refuseMissing(labels: Uint8Array, numbers: readonly number[]): void {
  const missing = numbers.find((number) => (labels[number - 1] ?? noDigit) === noDigit)
  if (missing !== undefined)
    throw new AppError('not-found', `There is no drawing ${String(missing)} in my handwriting`)
}

/** How a run reads the drawings, for each of its checkpoints. */
async function scoresOf(db: Db, id: RunId, signal: AbortSignal) {
  const run = runById(db, id)
  const labels = drawingLabels(db)
  if (labels.length === 0 || !readsDigits(run.dataset)) return []
  const scores = []
  for (const { epoch, step } of checkpointsOf(db, id)) {
    const { wrong, images, unread } = await readAll(db, { id, step }, labels, signal)
    if (unread.length === 0) scores.push({ epoch, error: wrong / images, images })
  }
  return scores
}

/** Answers to every question about the drawings of *my handwriting*, mixing them into data aside. */
export function createHandwritingCalls(options: HandwritingOptions): HandwritingCalls {
  const { db, now, news, scorer } = options
  const closing = new AbortController()
  let told = drawingLabels(db)

  function lookAgain(): void {
    const labels = drawingLabels(db)
    if (Buffer.compare(labels, told) === 0) return
    told = labels
    news.emit('handwriting.changed', { count: drawingsKept(db).count })
    scorer.lookAgain()
  }

  /** Changes all of the drawings, or none where one of them is not there. */
  function changeAll(numbers: readonly number[], act: () => void): void {
    write(db, () => {
      refuseMissing(drawingLabels(db), numbers)
      act()
    })
    lookAgain()
  }

  const handlers: HandwritingCalls['handlers'] = {
    'handwriting.count': () => ({ count: drawingsKept(db).count }),
    'handwriting.list': () => keptDrawings(db).map(asKept),
    'handwriting.keep': async ({ drawings }) => {
      refuseTooMany(db, drawings.length)
      const slice = createSlices()
      const ready: DrawingToKeep[] = []
      for (const [index, drawing] of drawings.entries()) {
        ready.push(drawingToKeep(drawing, `Drawing ${String(index + 1)}`))
        await slice()
      }
      const kept = keepAll(db, ready, now())
      lookAgain()
      return kept.map(asKept)
    },
    'handwriting.import': async ({ lines }) => {
      refuseTooMany(db, countLines(lines))
      const slice = createSlices()
      const ready: DrawingToKeep[] = []
      for (const line of linesOf(lines)) {
        ready.push(drawingToKeep(drawingOf(line), `Line ${String(line.number)}`))
        await slice()
      }
      const numbers = keepAll(db, ready, now()).map(({ number }) => number)
      lookAgain()
      return { added: numbers.length, numbers }
    },
    'handwriting.export': () => ({
      lines: keptDrawings(db)
        .map((drawing) => `${lineOf(drawing)}\n`)
        .join(''),
    }),
    'handwriting.relabel': ({ numbers, label }) => {
      changeAll(numbers, () => {
        relabelDrawings(db, numbers, label)
      })
    },
    'handwriting.delete': ({ numbers }) => {
      changeAll(numbers, () => {
        deleteDrawings(db, numbers)
      })
    },
    'handwriting.scores': ({ id }) => scoresOf(db, id, closing.signal),
    'handwriting.readings': async ({ id }) => {
      const run = runById(db, id)
      const step = scoredRun(db, id)?.step ?? null
      const labels = drawingLabels(db)
      if (step === null || !readsDigits(run.dataset)) return []
      await readAll(db, { id, step }, labels, closing.signal)
      const predicted = readingsOf(db, id, step)
      return [...labels.entries()].flatMap(([index, label]) => {
        const digit = predicted[index] ?? noDigit
        return label === noDigit || digit === noDigit ? [] : [{ number: index + 1, digit }]
      })
    },
    'handwriting.settle': async () => {
      await scorer.settle()
      return { runs: runsWithScore(db) }
    },
  }

  return {
    handlers,
    lookAgain,
    close: () => {
      closing.abort()
    },
  }
}
