import {
  mostDrawings,
  mostStrokeBytes,
  type KeptDrawing,
  type NewDrawing,
} from '../contract/handwriting.ts'
import { AppError } from '../contract/errors.ts'
import { write, type Db } from '../store/database.ts'
import {
  addDrawings,
  drawingsKept,
  drawingsWith,
  type DrawingToKeep,
  type StoredDrawing,
} from '../store/drawings.sql.ts'
import { fromPixels, toPixels } from './pixels.ts'
import { prepareDrawing } from './prepare-drawing.ts'

export const asKept = ({
  number,
  label,
  strokes,
  pixels,
  createdAt,
}: StoredDrawing): KeptDrawing => ({
  number,
  label,
  strokes: strokes === null ? null : (JSON.parse(strokes) as KeptDrawing['strokes']),
  pixels: toPixels(pixels),
  createdAt,
})

/** A drawing with what models see of it; throws an AppError where nothing is drawn. `name` stands for it in messages. */
export function drawingToKeep(drawing: NewDrawing, name: string): DrawingToKeep {
  const { label } = drawing
  if (drawing.kind === 'strokes') {
    const { pixels } = prepareDrawing(drawing.strokes)
    if (pixels === null)
      throw new AppError('bad-input', `${name}: strokes must have at least 1 point, found none`)
    return { label, strokes: JSON.stringify(drawing.strokes), pixels: fromPixels(pixels) }
  }
  const pixels = fromPixels(drawing.pixels)
  if (pixels.every((value) => value === 0))
    throw new AppError('bad-input', `${name}: pixels must have ink, and all of them are black`)
  return { label, strokes: null, pixels }
}

const megabytes = (bytes: number) => `${String(Math.ceil(bytes / 1e6))} MB`

/** Refuses what would be more than is kept; to be called with the number of drawings before anything is made of them. */
export function refuseTooMany(db: Db, more: number, moreBytes = 0): void {
  const { count, bytes } = drawingsKept(db)
  if (count + more > mostDrawings)
    throw new AppError(
      'conflict',
      `My handwriting keeps at most ${mostDrawings.toLocaleString('en')} drawings; it has ${String(count)}, and ${String(more)} more are too many`,
    )
  if (bytes + moreBytes > mostStrokeBytes)
    throw new AppError(
      'conflict',
      `The strokes of my handwriting take at most ${megabytes(mostStrokeBytes)}; they take ${megabytes(bytes)}, and ${megabytes(moreBytes)} more are too many`,
    )
}

/** Adds all of the drawings or none. */
export function keepAll(
  db: Db,
  drawings: readonly DrawingToKeep[],
  createdAt: number,
): readonly StoredDrawing[] {
  const bytes = drawings.reduce(
    (sum, { strokes }) => sum + (strokes === null ? 0 : Buffer.byteLength(strokes)),
    0,
  )
  return write(db, () => {
    refuseTooMany(db, drawings.length, bytes)
    return drawingsWith(db, addDrawings(db, drawings, createdAt))
  })
}
