/** Pixels a side of an image. */
export const side = 28
/** Empty pixels kept around an image, so that what reads a neighbour needs no check. */
const margin = 2
/** Pixels from one row of a sheet to the next. */
export const stride = side + 2 * margin

/** An image being changed, on a sheet with an empty margin, and the box that all its ink lies in. */
export interface Ink {
  readonly pixels: Uint8Array
  left: number
  top: number
  right: number
  bottom: number
}

export const blankInk = (): Ink => ({
  pixels: new Uint8Array(stride * stride),
  left: side,
  top: side,
  right: -1,
  bottom: -1,
})

export const isBlank = ({ left, right }: Ink): boolean => right < left

/** Where a pixel lies on a sheet; columns and rows from -2 to 29. */
export const placeOf = (column: number, row: number): number =>
  (row + margin) * stride + column + margin

/** Makes the box reach to a pixel. */
export function cover(ink: Ink, column: number, row: number): void {
  if (column < ink.left) ink.left = column
  if (column > ink.right) ink.right = column
  if (row < ink.top) ink.top = row
  if (row > ink.bottom) ink.bottom = row
}

/** Takes over an image of 784 bytes. */
export function lay(ink: Ink, image: Uint8Array): void {
  ink.pixels.fill(0)
  ink.left = ink.top = side
  ink.right = ink.bottom = -1
  for (let row = 0; row < side; row += 1) {
    const place = placeOf(0, row)
    let first = side
    let last = -1
    for (let column = 0; column < side; column += 1) {
      const value = image[row * side + column] ?? 0
      if (value === 0) continue
      ink.pixels[place + column] = value
      if (first === side) first = column
      last = column
    }
    if (last < 0) continue
    cover(ink, first, row)
    cover(ink, last, row)
  }
}

/** Gives the image back as 784 bytes. */
export function lift({ pixels }: Ink, image: Uint8Array): void {
  for (let row = 0; row < side; row += 1) {
    const place = placeOf(0, row)
    for (let column = 0; column < side; column += 1)
      image[row * side + column] = pixels[place + column] ?? 0
  }
}
