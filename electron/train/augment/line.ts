import { cover, placeOf, type Ink } from './ink.ts'

/** Columns to the right and rows downwards, in pixels; the middle of a pixel is at its whole numbers. */
export interface Spot {
  readonly x: number
  readonly y: number
}

/** Draws a white line with round ends and soft edges, over the ink and no further than the image. */
export function drawLine(ink: Ink, from: Spot, to: Spot, width: number): void {
  const reach = (width + 1) / 2
  const [left, right] = pixelsWithin(from.x, to.x, reach, ink.columns)
  const [top, bottom] = pixelsWithin(from.y, to.y, reach, ink.rows)
  for (let row = top; row <= bottom; row += 1)
    for (let column = left; column <= right; column += 1) {
      const covered = Math.min(1, reach - distance({ x: column, y: row }, from, to))
      if (covered <= 0) continue
      const place = placeOf(ink.stride, column, row)
      ink.pixels[place] = Math.max(ink.pixels[place] ?? 0, Math.round(255 * covered))
      cover(ink, column, row)
    }
}

/** First and last of the pixels along one axis that a line may touch. */
const pixelsWithin = (
  from: number,
  to: number,
  reach: number,
  pixels: number,
): readonly [number, number] => [
  Math.max(0, Math.ceil(Math.min(from, to) - reach)),
  Math.min(pixels - 1, Math.floor(Math.max(from, to) + reach)),
]

/** From a spot to the nearest one between two others. */
function distance({ x, y }: Spot, from: Spot, to: Spot): number {
  const across = to.x - from.x
  const down = to.y - from.y
  const squared = across * across + down * down
  const along = squared === 0 ? 0 : ((x - from.x) * across + (y - from.y) * down) / squared
  const share = Math.min(1, Math.max(0, along))
  const dx = x - from.x - share * across
  const dy = y - from.y - share * down
  return Math.sqrt(dx * dx + dy * dy)
}
