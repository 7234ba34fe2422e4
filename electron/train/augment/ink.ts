/** Pixels a side of an image. */
export const side = 28
/** Empty pixels kept around an image, so that what reads a neighbour needs no check; a whole word of them. */
const margin = 4
/** Pixels from one row of a sheet to the next. */
export const stride = side + 2 * margin
/** Pixels are copied in words of four. */
const word = 4

/** An image being changed, on a sheet with an empty margin, and the box that all its ink lies in. */
export interface Ink {
  readonly pixels: Uint8Array<ArrayBuffer>
  /** The same memory. */
  readonly words: Uint32Array
  left: number
  top: number
  right: number
  bottom: number
}

export function blankInk(): Ink {
  const pixels = new Uint8Array(stride * stride)
  const words = new Uint32Array(pixels.buffer)
  return { pixels, words, left: side, top: side, right: -1, bottom: -1 }
}

export const isBlank = ({ left, right }: Ink): boolean => right < left

/** Where a pixel lies on a sheet; columns and rows from -4 to 31. */
export const placeOf = (column: number, row: number): number =>
  (row + margin) * stride + column + margin

/** Makes the box reach to a pixel. */
export function cover(ink: Ink, column: number, row: number): void {
  if (column < ink.left) ink.left = column
  if (column > ink.right) ink.right = column
  if (row < ink.top) ink.top = row
  if (row > ink.bottom) ink.bottom = row
}

/** Takes over an image of 784 bytes that begin at a whole word of their memory. */
export function lay(ink: Ink, image: Uint8Array): void {
  const from = new Uint32Array(image.buffer, image.byteOffset, image.length / word)
  const columns = new Uint8Array(side)
  const columnWords = new Uint32Array(columns.buffer)
  ink.words.fill(0)
  ink.top = side
  ink.bottom = -1
  for (let row = 0; row < side; row += 1) {
    const place = placeOf(0, row) / word
    let any = 0
    for (let index = 0; index < side / word; index += 1) {
      const four = from[(row * side) / word + index] ?? 0
      ink.words[place + index] = four
      columnWords[index] = (columnWords[index] ?? 0) | four
      any |= four
    }
    if (any === 0) continue
    ink.top = Math.min(ink.top, row)
    ink.bottom = row
  }
  ink.left = 0
  while (ink.left < side && columns[ink.left] === 0) ink.left += 1
  ink.right = side - 1
  while (ink.right >= 0 && columns[ink.right] === 0) ink.right -= 1
}

/** Gives the image back as 784 bytes. */
export function lift({ pixels }: Ink, image: Uint8Array): void {
  for (let row = 0; row < side; row += 1) {
    const place = placeOf(0, row)
    for (let column = 0; column < side; column += 1)
      image[row * side + column] = pixels[place + column] ?? 0
  }
}
