/** An image of a set, as an address names it: `?set=test&index=12`. */
export interface ImageAddress {
  readonly set: string
  readonly index: number
}

/** The image that the query of an address asks for, if it asks for one. */
export function imageOf(query: Readonly<Record<string, unknown>>): ImageAddress | undefined {
  const { set, index } = query
  const place = Number(index)
  return typeof set === 'string' &&
    typeof index === 'string' &&
    Number.isInteger(place) &&
    place >= 0
    ? { set, index: place }
    : undefined
}

/** The place of an image that people typed, from 0; undefined where there is none. */
export function imageNumber(text: string, count: number | undefined): number | undefined {
  const index = Number(text)
  const isPlace = text.trim() !== '' && Number.isInteger(index) && index >= 0
  return isPlace && index < (count ?? Infinity) ? index : undefined
}
