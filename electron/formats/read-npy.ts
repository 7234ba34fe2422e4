import { refuse } from './read-plain.ts'

/** What the header of a NumPy file says; its data follows at `start`. */
export interface NpyHeader {
  readonly descr: string
  readonly shape: readonly number[]
  readonly start: number
}

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]
const facts =
  /^\{'descr': '([<>|][a-zA-Z]\d{1,6})', 'fortran_order': (True|False), 'shape': \((\d{1,9}(?:, ?\d{1,9})*)?,?\), ?\} *\n$/

/** Reads the header of versions 1 to 3; only rows after rows are allowed. */
export function readNpyHeader(bytes: Uint8Array, name: string): NpyHeader {
  const { text, start } = headerOf(bytes, name)
  const [, descr = '', order, sizes = ''] =
    facts.exec(text) ?? refuse(`header of ${name}`, 'as NumPy writes it', text)
  if (order !== 'False') refuse(`order of ${name}`, 'row by row', 'column by column')
  return { descr, shape: sizes === '' ? [] : sizes.split(',').map(Number), start }
}

function headerOf(bytes: Uint8Array, name: string) {
  if (bytes.length < 12 || !magic.every((byte, index) => bytes[index] === byte))
    refuse(name, 'a NumPy file', `${String(bytes.length)} other bytes`)
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const version = view.getUint8(6)
  if (version < 1 || version > 3) refuse(`version of ${name}`, '1 to 3', version)
  const [before, length] =
    version === 1 ? [10, view.getUint16(8, true)] : [12, view.getUint32(8, true)]
  const start = before + length
  if (start > bytes.length) refuse(`header of ${name}`, 'within the file', length)
  return { text: new TextDecoder('latin1').decode(bytes.subarray(before, start)), start }
}

/** A text without dimensions, `<U`. */
export function readNpyText(bytes: Uint8Array, name: string): string {
  const { descr, shape, start } = readNpyHeader(bytes, name)
  const length = Number(/^<U(\d+)$/.exec(descr)?.[1] ?? refuse(`type of ${name}`, '<U', descr))
  if (shape.length > 0) refuse(`shape of ${name}`, '()', shape.join(', '))
  if (bytes.length - start !== 4 * length)
    refuse(`size of ${name}`, String(4 * length), bytes.length - start)
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, 4 * length)
  const points = Array.from({ length }, (_, index) => view.getUint32(4 * index, true))
  const odd = points.find((point) => point > 0x10_ff_ff)
  if (odd !== undefined) refuse(`characters of ${name}`, 'Unicode', odd)
  return String.fromCodePoint(...points.filter((point) => point !== 0))
}
