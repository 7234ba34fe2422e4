import { blankInk, lift, type ImageSize } from '../../../electron/train/augment/ink.ts'
import { drawLine, type Spot } from '../../../electron/train/augment/line.ts'

/** Of the pictures here. */
export const side = 28
export const square: ImageSize = { rows: side, columns: side }

/** Rows of whole words and others, higher and wider than the other way. */
export const sizes: readonly ImageSize[] = [
  square,
  { rows: 7, columns: 9 },
  { rows: 12, columns: 20 },
  { rows: 64, columns: 4 },
  { rows: 4, columns: 63 },
]

/** Columns and rows of the ends of lines that follow one another. */
export type Path = readonly (readonly [column: number, row: number])[]

/** An image of 784 bytes with a path drawn on it. */
export function picture(path: Path, width = 2.5): Uint8Array<ArrayBuffer> {
  const ink = blankInk(square)
  path.slice(1).forEach(([x, y], index) => {
    const [fromX, fromY] = path[index] ?? [x, y]
    drawLine(ink, { x: fromX, y: fromY }, { x, y }, width)
  })
  const image = new Uint8Array(side * side)
  lift(ink, image)
  return image
}

export const zero = picture([
  [14, 5],
  [19, 10],
  [19, 18],
  [14, 23],
  [9, 18],
  [9, 10],
  [14, 5],
])

export const one = picture([
  [14, 5],
  [14, 23],
])

export const seven = picture([
  [8, 5],
  [20, 5],
  [13, 23],
])

/** The pixels of an image that have more than a little ink. */
export const inked = (image: Uint8Array): readonly Spot[] =>
  Array.from(image).flatMap((value, place) =>
    value < 32 ? [] : [{ x: place % side, y: Math.floor(place / side) }],
  )

/** Where the ink of an image lies: its centre of mass, and its mean squared distances from there. */
export function moments(image: Uint8Array) {
  const mean = (of: (x: number, y: number) => number) => {
    let sum = 0
    let mass = 0
    image.forEach((value, place) => {
      sum += value * of(place % side, Math.floor(place / side))
      mass += value
    })
    return sum / mass
  }
  const x = mean((column) => column)
  const y = mean((_, row) => row)
  return {
    x,
    y,
    xx: mean((column) => (column - x) ** 2),
    xy: mean((column, row) => (column - x) * (row - y)),
    yy: mean((_, row) => (row - y) ** 2),
  }
}
