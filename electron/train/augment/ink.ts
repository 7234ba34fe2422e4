/** In pixels. */
export interface ImageSize {
  readonly rows: number
  readonly columns: number
}

/** Pixels are copied in words of four where rows are made of whole words. */
const word = 4
/** Empty pixels kept around an image, so that what reads a neighbour needs no check; a whole word of them. */
const margin = word

/** An image being changed, on a sheet with an empty margin, and the box that all its ink lies in. */
export interface Ink extends ImageSize {
  /** Pixels from one row of the sheet to the next: whole words. */
  readonly stride: number
  readonly pixels: Uint8Array<ArrayBuffer>
  /** The same memory. */
  readonly words: Uint32Array
  left: number
  top: number
  right: number
  bottom: number
}

export function blankInk({ rows, columns }: ImageSize): Ink {
  const stride = word * Math.ceil(columns / word) + 2 * margin
  const pixels = new Uint8Array(stride * (rows + 2 * margin))
  const words = new Uint32Array(pixels.buffer)
  return { rows, columns, stride, pixels, words, left: columns, top: rows, right: -1, bottom: -1 }
}

export const isBlank = ({ left, right }: Ink): boolean => right < left

/** Where a pixel lies on a sheet; columns and rows from -4 to 3 beyond the last. */
export const placeOf = (stride: number, column: number, row: number): number =>
  (row + margin) * stride + column + margin

/** Makes the box reach to a pixel. */
export function cover(ink: Ink, column: number, row: number): void {
  if (column < ink.left) ink.left = column
  if (column > ink.right) ink.right = column
  if (row < ink.top) ink.top = row
  if (row > ink.bottom) ink.bottom = row
}

/** Takes over an image; one whose rows are whole words must begin at a whole word of its memory. */
export function lay(ink: Ink, image: Uint8Array): void {
  ink.words.fill(0)
  ink.left = ink.columns
  ink.top = ink.rows
  ink.right = -1
  ink.bottom = -1
  if (ink.columns % word === 0) layWords(ink, image)
  else layBytes(ink, image)
}

function layBytes(ink: Ink, image: Uint8Array): void {
  const { rows, columns, stride, pixels } = ink
  for (let row = 0; row < rows; row += 1) {
    const place = placeOf(stride, 0, row)
    for (let column = 0; column < columns; column += 1) {
      const value = image[row * columns + column] ?? 0
      if (value === 0) continue
      pixels[place + column] = value
      cover(ink, column, row)
    }
  }
}

function layWords(ink: Ink, image: Uint8Array): void {
  const { rows, columns, stride, words } = ink
  const from = new Uint32Array(image.buffer, image.byteOffset, image.length / word)
  const inColumns = new Uint8Array(columns)
  const columnWords = new Uint32Array(inColumns.buffer)
  const inRow = columns / word
  for (let row = 0; row < rows; row += 1) {
    const place = placeOf(stride, 0, row) / word
    let any = 0
    for (let index = 0; index < inRow; index += 1) {
      const four = from[row * inRow + index] ?? 0
      words[place + index] = four
      columnWords[index] = (columnWords[index] ?? 0) | four
      any |= four
    }
    if (any === 0) continue
    ink.top = Math.min(ink.top, row)
    ink.bottom = row
  }
  ink.left = 0
  while (ink.left < columns && inColumns[ink.left] === 0) ink.left += 1
  ink.right = columns - 1
  while (ink.right >= 0 && inColumns[ink.right] === 0) ink.right -= 1
}

/** Gives the image back. */
export function lift({ rows, columns, stride, pixels }: Ink, image: Uint8Array): void {
  for (let row = 0; row < rows; row += 1) {
    const place = placeOf(stride, 0, row)
    for (let column = 0; column < columns; column += 1)
      image[row * columns + column] = pixels[place + column] ?? 0
  }
}
