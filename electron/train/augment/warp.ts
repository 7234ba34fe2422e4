import { placeOf, type Ink } from './ink.ts'

/** Radians, shear, sizes along both axes, and pixels. */
export interface Warp {
  readonly rotation: number
  readonly shear: number
  readonly width: number
  readonly height: number
  readonly right: number
  readonly down: number
}

/** Places between pixels are counted in whole numbers of 1/65536, the fastest there are. */
const one = 1 << 16

/**
 * Writes the image, its ink scaled, sheared, rotated clockwise and then shifted, between pixels bilinear. What lies
 * half of all pixels behind the first stays in place unless it is shifted: the centre of mass of MNIST's images.
 */
export function warp(ink: Ink, change: Warp, image: Uint8Array): void {
  // Goes backwards, from a pixel of the new image to the place in the old one that it shows.
  const { rows, columns, stride, pixels } = ink
  const { rotation, shear, width, height, right, down } = change
  const cos = Math.cos(rotation)
  const sin = Math.sin(rotation)
  const columnByX = (cos + shear * sin) / width
  const columnByY = (sin - shear * cos) / width
  const rowByX = -sin / height
  const rowByY = cos / height
  const centre = { column: columns / 2, row: rows / 2 }
  const x = -centre.column - right
  image.fill(0)
  for (let to = 0; to < rows; to += 1) {
    const y = to - centre.row - down
    const column = centre.column + columnByX * x + columnByY * y
    const row = centre.row + rowByX * x + rowByY * y
    // Further out there is no ink.
    const across = within(column, columnByX, ink.left - 1, ink.right + 1)
    const along = within(row, rowByX, ink.top - 1, ink.bottom + 1)
    const first = Math.ceil(Math.min(columns, Math.max(0, across.from, along.from)))
    const last = Math.floor(Math.max(-1, Math.min(columns - 1, across.to, along.to)))
    fill(image, to * columns + first, to * columns + last, {
      stride,
      pixels,
      column: counted(column + columnByX * first),
      row: counted(row + rowByX * first),
      columnStep: counted(columnByX),
      rowStep: counted(rowByX),
    })
  }
}

const counted = (pixels: number) => Math.round(pixels * one) | 0

interface Walk {
  readonly stride: number
  readonly pixels: Uint8Array
  readonly column: number
  readonly row: number
  readonly columnStep: number
  readonly rowStep: number
}

/** Writes pixels of the new image, one after the other, from what is met on a walk over the old one. */
function fill(image: Uint8Array, first: number, last: number, walk: Walk): void {
  const { stride, pixels, columnStep, rowStep } = walk
  let { column, row } = walk
  for (let to = first; to <= last; to += 1) {
    const place = placeOf(stride, column >> 16, row >> 16)
    const right = (column >> 8) & 255
    const below = (row >> 8) & 255
    const upper = between(pixels[place] ?? 0, pixels[place + 1] ?? 0, right)
    const lower = between(pixels[place + stride] ?? 0, pixels[place + stride + 1] ?? 0, right)
    image[to] = (between(upper, lower, below) + one / 2) >> 16
    column = (column + columnStep) | 0
    row = (row + rowStep) | 0
  }
}

/** 256 times the value that lies so many parts of 256 from one to another. */
const between = (from: number, to: number, share: number) => (from << 8) + (to - from) * share

/** Which numbers give a value within two limits when they are multiplied by a slope and added to a start. */
function within(
  start: number,
  slope: number,
  least: number,
  most: number,
): { readonly from: number; readonly to: number } {
  if (slope === 0)
    return start < least || start > most
      ? { from: Infinity, to: -Infinity }
      : { from: -Infinity, to: Infinity }
  const a = (least - start) / slope
  const b = (most - start) / slope
  return { from: Math.min(a, b), to: Math.max(a, b) }
}
