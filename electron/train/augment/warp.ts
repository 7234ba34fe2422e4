import { placeOf, side, stride, type Ink } from './ink.ts'

/** Radians, shear, sizes along both axes, and pixels. */
export interface Warp {
  readonly rotation: number
  readonly shear: number
  readonly width: number
  readonly height: number
  readonly right: number
  readonly down: number
}

/** Where the centre of mass of every image lies, to half a pixel: what stays in place unless it is shifted. */
const centre = 14
/** Fractions of a pixel are counted in 1/65536. */
const one = 1 << 16

/** Writes the image as 784 bytes: its ink scaled, sheared, rotated and then shifted, between pixels bilinear. */
export function warp(
  ink: Ink,
  { rotation, shear, width, height, right, down }: Warp,
  image: Uint8Array,
): void {
  // Goes backwards, from a pixel of the new image to the place in the old one that it shows.
  const cos = Math.cos(rotation)
  const sin = Math.sin(rotation)
  const columnByX = (cos + shear * sin) / width
  const columnByY = (sin - shear * cos) / width
  const rowByX = -sin / height
  const rowByY = cos / height
  const x = -centre - right
  image.fill(0)
  for (let to = 0; to < side; to += 1) {
    const y = to - centre - down
    const column = centre + columnByX * x + columnByY * y
    const row = centre + rowByX * x + rowByY * y
    // Further out there is no ink.
    const across = within(column, columnByX, ink.left - 1, ink.right + 1)
    const along = within(row, rowByX, ink.top - 1, ink.bottom + 1)
    const first = Math.ceil(Math.max(0, across.from, along.from))
    const last = Math.floor(Math.min(side - 1, across.to, along.to))
    let atColumn = Math.round((column + columnByX * first) * one)
    let atRow = Math.round((row + rowByX * first) * one)
    const columnStep = Math.round(columnByX * one)
    const rowStep = Math.round(rowByX * one)
    for (let pixel = to * side + first; pixel <= to * side + last; pixel += 1) {
      image[pixel] = shade(ink.pixels, atColumn, atRow)
      atColumn += columnStep
      atRow += rowStep
    }
  }
}

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

/** Brightness at a place given in fractions of a pixel, between the four pixels around it. */
function shade(pixels: Uint8Array, atColumn: number, atRow: number): number {
  const place = placeOf(atColumn >> 16, atRow >> 16)
  const right = (atColumn >> 8) & 255
  const down = (atRow >> 8) & 255
  const above = (pixels[place] ?? 0) * (256 - right) + (pixels[place + 1] ?? 0) * right
  const below =
    (pixels[place + stride] ?? 0) * (256 - right) + (pixels[place + stride + 1] ?? 0) * right
  return (above * (256 - down) + below * down + one / 2) >> 16
}
