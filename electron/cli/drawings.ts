import * as v from 'valibot'
import { Strokes } from '../contract/digits.ts'
import { AppError } from '../contract/errors.ts'
import { fileTitle, linesIn, type Line } from './lines.ts'

const labelRule = 'a label must be a whole number from 0 to 9'

/** One line of a file of drawings; other fields are allowed and ignored. */
const Drawing = v.object({
  strokes: Strokes,
  label: v.nullish(
    v.pipe(
      v.number(labelRule),
      v.integer(labelRule),
      v.minValue(0, labelRule),
      v.maxValue(9, labelRule),
    ),
  ),
})
export type Drawing = v.InferOutput<typeof Drawing>

/** A batch is as many drawings as have so many points, and at most 250: what is in memory at a time. */
const mostInBatch = { drawings: 250, points: 100_000 }

function drawingFrom({ text, number }: Line, path: string): Drawing {
  const broken = (reason: string) =>
    new AppError('unreadable', `${fileTitle(path)}, line ${String(number)}: ${reason}`)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw broken('not JSON, expected {"strokes": [[[x,y],…],…], "label"?: n}')
  }
  const parsed = v.safeParse(Drawing, value)
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  const where = v.getDotPath(issue)
  throw broken(where === null ? issue.message : `${where}: ${issue.message}`)
}

/**
 * Drawings of a file or of standard input (`-`), one JSON object a line, some at a time.
 * Empty lines are passed over; a broken one throws an AppError that names its number.
 */
export async function* drawingsIn(path: string): AsyncGenerator<readonly Drawing[]> {
  let batch: Drawing[] = []
  let points = 0
  for await (const line of linesIn(path)) {
    if (line.text.trim() === '') continue
    const drawing = drawingFrom(line, path)
    batch.push(drawing)
    points += drawing.strokes.reduce((sum, stroke) => sum + stroke.length, 0)
    if (batch.length < mostInBatch.drawings && points < mostInBatch.points) continue
    yield batch
    batch = []
    points = 0
  }
  if (batch.length > 0) yield batch
}

/** The same items, once the first one is there: what is wrong with the beginning is thrown before anything else is done. */
export async function begun<T>(items: AsyncGenerator<T>): Promise<AsyncIterable<T>> {
  const first = await items.next()
  return (async function* () {
    if (first.done) return
    yield first.value
    yield* items
  })()
}
