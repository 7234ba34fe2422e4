import { mostDrawings, mostImportedCharacters } from '../../contract/handwriting.ts'
import { AppError } from '../../contract/errors.ts'
import { drawingsName } from '../../formats/bundle/manifest.ts'
import type { BundleReader } from '../../formats/bundle/read-bundle.ts'
import { refuseBundle } from '../../formats/bundle/refuse-bundle.ts'
import type { Db } from '../../store/database.ts'
import { keptDrawings, type DrawingToKeep } from '../../store/drawings.sql.ts'
import { drawingOf } from '../handwriting-lines.ts'
import { drawingToKeep, keepAll } from '../keep-drawings.ts'

/** The drawings of a bundle with what models see of them; none where it holds none. */
export function drawingsIn(reader: BundleReader): readonly DrawingToKeep[] {
  if (!reader.has(drawingsName)) return []
  const bytes = reader.bytesOf(drawingsName)
  if (bytes > mostImportedCharacters)
    refuseBundle(`length of ${drawingsName}`, `at most ${String(mostImportedCharacters)}`, bytes)
  const drawings: DrawingToKeep[] = []
  for (const line of reader.lines(drawingsName)) {
    if (line.number > mostDrawings)
      refuseBundle(`lines of ${drawingsName}`, `at most ${String(mostDrawings)}`, 'more')
    drawings.push(drawingIn(line))
  }
  return drawings
}

function drawingIn(line: { readonly text: string; readonly number: number }): DrawingToKeep {
  try {
    return drawingToKeep(drawingOf(line), `Line ${String(line.number)}`)
  } catch (error) {
    if (error instanceof AppError) return refuseBundle(drawingsName, 'drawings', error.message)
    throw error
  }
}

const keyOf = ({ label, strokes, pixels }: DrawingToKeep) =>
  `${String(label)} ${strokes ?? Buffer.from(pixels).toString('base64')}`

/** Keeps those that are not kept already; returns how many that are. To be called within a write. */
export function keepNew(db: Db, drawings: readonly DrawingToKeep[], createdAt: number): number {
  const known = new Set(keptDrawings(db).map(keyOf))
  const more = drawings.filter((drawing) => {
    const key = keyOf(drawing)
    const isNew = !known.has(key)
    known.add(key)
    return isNew
  })
  return keepAll(db, more, createdAt).length
}
