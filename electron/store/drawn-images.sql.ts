import { all, q, type Db } from './database.ts'

/** A drawing of *my handwriting* as a model sees it. */
export interface DrawnImage {
  readonly number: number
  readonly label: number
  readonly pixels: Uint8Array
}

/** All of them, in the order in which they were kept. */
export const drawnImages = (db: Db): readonly DrawnImage[] =>
  all(db, q.selectFrom('drawing').select(['number', 'label', 'pixels']).orderBy('number'))
