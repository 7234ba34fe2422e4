import { CsvError, parse, type Parser } from 'csv-parse'
import { Readable, pipeline } from 'node:stream'
import { leastSide, mostSide } from '../contract/datasets.ts'
import { AppError } from '../contract/errors.ts'
import type { ImageSize, LabelledImage, ReadingOf } from './labelled-image.ts'
import { unreadable } from './open-file.ts'
import { openSource, type Source } from './source.ts'

export interface CsvOptions {
  /** Null: as many rows as columns. */
  readonly size: ImageSize | null
  /** Labels are their names or numbers from 0 on; null: whatever stands there is a name. */
  readonly classes: readonly string[] | null
}

/** The largest image takes 16,384, commas included. */
const mostLineBytes = 65_536
const mostLabelLength = 60

/** Titles of a first column whose other titles may be numbers. */
const labelTitles = new Set(['label', 'labels', 'class', 'target', 'y'])

const refuse = (place: string, field: string, expected: string, found: string): never => {
  throw new AppError('unreadable', `${place}: ${field} must be ${expected}, found ${found}`)
}

const shown = (text: string) => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text)

/** A whole number from 0 to 255 in up to three digits, or -1; the loop over all pixels waits for it. */
function byteOf(text: string): number {
  const { length } = text
  if (length === 0 || length > 3) return -1
  let value = 0
  for (let at = 0; at < length; at++) {
    const digit = text.charCodeAt(at) - 48
    if (digit < 0 || digit > 9) return -1
    value = value * 10 + digit
  }
  return value > 255 ? -1 : value
}

const isHeader = ([label = '', first = '']: readonly string[]): boolean =>
  labelTitles.has(label.trim().toLowerCase()) || Number.isNaN(Number(first))

/** Rows and columns of images with so many pixels. */
function sizeOf(pixels: number, given: ImageSize | null, place: string): ImageSize {
  if (given) {
    const expected = given.rows * given.columns
    if (pixels !== expected) refuse(place, 'number of pixels', String(expected), String(pixels))
    return given
  }
  const side = Math.sqrt(pixels)
  if (!Number.isInteger(side))
    refuse(place, 'number of pixels', 'that of a square unless a size is given', String(pixels))
  if (side < leastSide || side > mostSide)
    refuse(place, 'rows', `${String(leastSide)} to ${String(mostSide)}`, String(side))
  return { rows: side, columns: side }
}

function labelOf(text: string, classes: readonly string[] | null, place: string): string {
  const label = text.trim()
  if (classes === null) {
    if (label === '' || label.length > mostLabelLength)
      refuse(place, 'label', `1 to ${String(mostLabelLength)} characters`, shown(text))
    return label
  }
  const named = classes.includes(label) ? label : classes[byteOf(label)]
  if (named !== undefined) return named
  const most = String(classes.length - 1)
  return refuse(place, 'label', `0 to ${most} or the name of a class`, shown(text))
}

function setPixels(pixels: Uint8Array, record: readonly string[], place: string): void {
  for (let at = 0; at < pixels.length; at++) {
    const text = record[at + 1] ?? ''
    const quick = byteOf(text)
    const value = quick < 0 ? byteOf(text.trim()) : quick
    if (value < 0)
      refuse(
        `${place}, column ${String(at + 2)}`,
        'pixel',
        'a whole number from 0 to 255',
        shown(text),
      )
    pixels[at] = value
  }
}

interface Line {
  readonly record: readonly string[]
  readonly info: { readonly lines: number }
}

function damage(error: unknown, file: string): AppError {
  if (!(error instanceof CsvError)) return unreadable(file, error)
  const { lines } = error as { lines?: number }
  const place = lines === undefined ? file : `${file}, line ${String(lines)}`
  if (error.code === 'CSV_MAX_RECORD_SIZE')
    return new AppError('unreadable', `${place}: a line must be at most 64 kB, found more`)
  return new AppError('unreadable', `${place}: ${error.message}`, { cause: error })
}

function parserOf(source: Source): Parser {
  const parser = parse({
    bom: true,
    info: true,
    max_record_size: mostLineBytes,
    relax_column_count: true,
  })
  // Its iterator throws whatever went wrong on either side.
  pipeline(Readable.from(source.content), parser, () => undefined)
  return parser
}

/** The lines that hold something; an empty one may only be the last. */
async function* linesIn(source: Source): AsyncGenerator<Line> {
  let empty: number | undefined
  try {
    for await (const line of parserOf(source) as AsyncIterable<Line>) {
      if (empty !== undefined)
        refuse(`${source.file}, line ${String(empty)}`, 'line', 'a label and pixels', 'nothing')
      if (line.record.length === 1 && line.record[0] === '') empty = line.info.lines
      else yield line
    }
  } catch (error) {
    throw damage(error, source.file)
  }
}

async function* imagesIn(source: Source, options: CsvOptions): AsyncGenerator<LabelledImage> {
  let size: ImageSize | undefined
  let pixels = new Uint8Array()
  let isFirst = true
  for await (const { record, info } of linesIn(source)) {
    const isTitles = isFirst && isHeader(record)
    isFirst = false
    if (isTitles) continue
    const place = `${source.file}, line ${String(info.lines)}`
    if (!size) {
      size = sizeOf(record.length - 1, options.size, place)
      pixels = new Uint8Array(size.rows * size.columns)
    }
    if (record.length !== pixels.length + 1)
      refuse(place, 'number of values', String(pixels.length + 1), String(record.length))
    setPixels(pixels, record, place)
    yield { ...size, pixels, label: labelOf(record[0] ?? '', options.classes, place), place }
  }
  if (!size) refuse(source.file, 'number of images', 'at least 1', '0')
}

/**
 * The images of a CSV file, plain or gzip: a line an image, its label first and then its pixels row by row. A first
 * line of titles is passed over. Throws an AppError that names file, line, what must be there and what is.
 */
export async function* readCsv(
  file: string,
  options: CsvOptions,
  tell: ReadingOf,
): AsyncGenerator<LabelledImage> {
  const source = await openSource(file)
  try {
    for await (const image of imagesIn(source, options)) {
      yield image
      tell.progress(source.share())
    }
    tell.source({ file, sha256: source.sha256() })
  } finally {
    await source.close()
  }
}
