import { sql } from 'kysely'
import { all, change, first, q, type Db } from './database.ts'

/** A drawing of *my handwriting* as it is kept. */
export interface StoredDrawing {
  readonly number: number
  readonly label: number
  /** JSON; null for a picture. */
  readonly strokes: string | null
  /** 784 bytes. */
  readonly pixels: Uint8Array
  /** Milliseconds since 1970. */
  readonly createdAt: number
}

export type DrawingToKeep = Pick<StoredDrawing, 'label' | 'strokes' | 'pixels'>

/** Stands where there is no label or answer, in lists of a byte a drawing. */
export const noDigit = 255

/** For `in`: the numbers of a list as one value, since a statement takes only so many. */
const amongNumbers = (numbers: readonly number[]) =>
  sql<number>`(SELECT value FROM json_each(${JSON.stringify(numbers)}))`

const selectDrawings = () =>
  q
    .selectFrom('drawing')
    .select(['number', 'label', 'strokes', 'pixels', 'created_at as createdAt'])
    .orderBy('number')

/** In the order in which they were kept. */
export const keptDrawings = (db: Db): readonly StoredDrawing[] => all(db, selectDrawings())

/** All of them as models see them, with their labels, in the order of their numbers. */
export const drawnImages = (
  db: Db,
): readonly Pick<StoredDrawing, 'number' | 'label' | 'pixels'>[] =>
  all(db, q.selectFrom('drawing').select(['number', 'label', 'pixels']).orderBy('number'))

/** As many of these as there are, in the order of their numbers. */
export const drawingsWith = (db: Db, numbers: readonly number[]): readonly StoredDrawing[] =>
  all(db, selectDrawings().where('number', 'in', amongNumbers(numbers)))

/** What models see of them, as many of these as there are. */
export const pixelsOfDrawings = (
  db: Db,
  numbers: readonly number[],
): readonly Pick<StoredDrawing, 'number' | 'pixels'>[] =>
  all(
    db,
    q
      .selectFrom('drawing')
      .select(['number', 'pixels'])
      .where('number', 'in', amongNumbers(numbers)),
  )

/** How many there are, and the bytes of their strokes. */
export const drawingsKept = (db: Db): { readonly count: number; readonly bytes: number } =>
  first(
    db,
    q
      .selectFrom('drawing')
      .select((eb) => [
        eb.fn.countAll<number>().as('count'),
        sql<number>`coalesce(sum(octet_length(strokes)), 0)`.as('bytes'),
      ]),
  ) ?? { count: 0, bytes: 0 }

/** The label of each drawing, by its number from 1 on; `noDigit` where one was deleted. */
export function drawingLabels(db: Db): Uint8Array {
  const rows = all(db, q.selectFrom('drawing').select(['number', 'label']))
  const last = rows.reduce((most, { number }) => Math.max(most, number), 0)
  const labels = new Uint8Array(last).fill(noDigit)
  for (const { number, label } of rows) labels[number - 1] = label
  return labels
}

/** Adds drawings and returns their numbers; to be called within a write. */
export function addDrawings(
  db: Db,
  drawings: readonly DrawingToKeep[],
  createdAt: number,
): readonly number[] {
  const insert = db.prepare(
    'INSERT INTO drawing (label, strokes, pixels, created_at) VALUES (?, ?, ?, ?)',
  )
  return drawings.map(({ label, strokes, pixels }) =>
    Number(insert.run(label, strokes, pixels, createdAt).lastInsertRowid),
  )
}

/** Says what drawings are. */
export function relabelDrawings(db: Db, numbers: readonly number[], label: number): void {
  const some = q.updateTable('drawing').where('number', 'in', amongNumbers(numbers))
  change(db, some.set({ label }))
}

export function deleteDrawings(db: Db, numbers: readonly number[]): void {
  change(db, q.deleteFrom('drawing').where('number', 'in', amongNumbers(numbers)))
}
