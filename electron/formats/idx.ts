import { leastSide, mostImages, mostSide } from '../contract/datasets.ts'
import { AppError } from '../contract/errors.ts'

// An IDX file is a header of big-endian words (magic number, count, and for images rows and columns) and then a byte
// a pixel or label.

/** What the header of a file of images says. */
export interface IdxImagesHeader {
  readonly count: number
  readonly rows: number
  readonly columns: number
}

/** Images of rows × columns bytes one after another, row by row. */
interface IdxImages extends IdxImagesHeader {
  readonly pixels: Uint8Array
}

export const headerBytes = { images: 16, labels: 8 } as const
const magicNumbers = { images: 0x00000803, labels: 0x00000801 } as const
type Kind = keyof typeof headerBytes

const hex = (value: number) => `0x${value.toString(16).padStart(8, '0')}`

/** Throws an AppError that names file, field, what it must be and what it is. */
export function refuse(file: string, field: string, expected: string, found: string): never {
  throw new AppError('unreadable', `${file}: ${field} must be ${expected}, found ${found}`)
}

const countLimits = [1, mostImages] as const
const sideLimits = [leastSide, mostSide] as const

function refuseBeyond(
  file: string,
  field: string,
  value: number,
  [least, most]: readonly [number, number],
): void {
  if (value < least || value > most)
    refuse(file, field, `${String(least)} to ${String(most)}`, String(value))
}

/** The words after the magic number. */
function header(start: Uint8Array, file: string, kind: Kind): readonly number[] {
  const bytes = headerBytes[kind]
  if (start.byteLength < bytes)
    refuse(file, 'length', `at least ${String(bytes)} bytes`, String(start.byteLength))
  const view = new DataView(start.buffer, start.byteOffset, bytes)
  const found = view.getUint32(0)
  if (found !== magicNumbers[kind])
    refuse(file, 'magic number', hex(magicNumbers[kind]), hex(found))
  return Array.from({ length: bytes / 4 - 1 }, (_, word) => view.getUint32((word + 1) * 4))
}

/** Reads the first 16 bytes of a file of images; throws an AppError that names file and field. */
export function imagesHeader(start: Uint8Array, file: string): IdxImagesHeader {
  const [count = 0, rows = 0, columns = 0] = header(start, file, 'images')
  refuseBeyond(file, 'number of images', count, countLimits)
  refuseBeyond(file, 'rows', rows, sideLimits)
  refuseBeyond(file, 'columns', columns, sideLimits)
  return { count, rows, columns }
}

/** Reads the first 8 bytes of a file of labels: how many there are. */
export function labelsHeader(start: Uint8Array, file: string): number {
  const [count = 0] = header(start, file, 'labels')
  refuseBeyond(file, 'number of labels', count, countLimits)
  return count
}

export function refuseOtherClasses(labels: Uint8Array, file: string, classes: number): void {
  const bad = labels.findIndex((label) => label >= classes)
  if (bad >= 0)
    refuse(file, `label ${String(bad)}`, `0 to ${String(classes - 1)}`, String(labels[bad]))
}

function body(bytes: Uint8Array, file: string, start: number, length: number): Uint8Array {
  const expected = start + length
  if (bytes.byteLength !== expected)
    refuse(file, 'length', `${String(expected)} bytes`, String(bytes.byteLength))
  return bytes.subarray(start)
}

/** Parses a plain IDX file of images without copying its pixels; throws an AppError that names file and field. */
export function parseImages(bytes: Uint8Array, file: string): IdxImages {
  const { count, rows, columns } = imagesHeader(bytes, file)
  const pixels = body(bytes, file, headerBytes.images, count * rows * columns)
  return { count, rows, columns, pixels }
}

/** Parses a plain IDX file of labels from 0 to one less than the classes, without copying them. */
export function parseLabels(bytes: Uint8Array, file: string, classes: number): Uint8Array {
  const count = labelsHeader(bytes, file)
  const labels = body(bytes, file, headerBytes.labels, count)
  refuseOtherClasses(labels, file, classes)
  return labels
}

/** A header for so many images of a size. */
export const headerOfImages = ({ count, rows, columns }: IdxImagesHeader): Buffer =>
  words(magicNumbers.images, count, rows, columns)

/** A header for so many labels. */
export const headerOfLabels = (count: number): Buffer => words(magicNumbers.labels, count)

function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  values.forEach((value, index) => bytes.writeUInt32BE(value, index * 4))
  return bytes
}
