import { AppError } from '../contract/errors.ts'

/** Images of a byte a pixel one after another, row by row. */
export interface IdxImages {
  readonly count: number
  readonly rows: number
  readonly columns: number
  readonly pixels: Uint8Array
}

const sides = { least: 4, most: 64 }
const imagesMagic = 0x00000803
const labelsMagic = 0x00000801

const hex = (value: number) => `0x${value.toString(16).padStart(8, '0')}`

function refuse(file: string, field: string, expected: string, found: string): never {
  throw new AppError('unreadable', `${file}: ${field} must be ${expected}, found ${found}`)
}

/** Reads the header's big-endian words; the first is the magic number. */
function header(bytes: Uint8Array, file: string, magic: number, words: number): readonly number[] {
  if (bytes.byteLength < words * 4)
    refuse(file, 'length', `at least ${String(words * 4)} bytes`, String(bytes.byteLength))
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const found = view.getUint32(0)
  if (found !== magic) refuse(file, 'magic number', hex(magic), hex(found))
  return Array.from({ length: words - 1 }, (_, word) => view.getUint32((word + 1) * 4))
}

function body(bytes: Uint8Array, file: string, headerBytes: number, bodyBytes: number): Uint8Array {
  const expected = headerBytes + bodyBytes
  if (bytes.byteLength !== expected)
    refuse(file, 'length', `${String(expected)} bytes`, String(bytes.byteLength))
  return bytes.subarray(headerBytes)
}

function present(file: string, field: string, count: number) {
  if (count === 0) refuse(file, field, 'at least 1', '0')
}

function checkSide(file: string, field: string, side: number) {
  const { least, most } = sides
  if (side < least || side > most)
    refuse(file, field, `${String(least)} to ${String(most)}`, String(side))
}

/** Parses a plain IDX file of images without copying its pixels; throws an AppError that names file and field. */
export function parseImages(bytes: Uint8Array, file: string): IdxImages {
  const [count = 0, rows = 0, columns = 0] = header(bytes, file, imagesMagic, 4)
  present(file, 'number of images', count)
  checkSide(file, 'rows', rows)
  checkSide(file, 'columns', columns)
  return { count, rows, columns, pixels: body(bytes, file, 16, count * rows * columns) }
}

/** Parses a plain IDX file of labels below `classes` without copying them; throws an AppError that names file and field. */
export function parseLabels(bytes: Uint8Array, file: string, classes: number): Uint8Array {
  const [count = 0] = header(bytes, file, labelsMagic, 2)
  present(file, 'number of labels', count)
  const labels = body(bytes, file, 8, count)
  const bad = labels.findIndex((label) => label >= classes)
  if (bad >= 0)
    refuse(file, `label ${String(bad)}`, `0 to ${String(classes - 1)}`, String(labels[bad]))
  return labels
}
