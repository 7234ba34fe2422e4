/** One array as NumPy's own file, version 1.0: numpy.org/doc/stable/reference/generated/numpy.lib.format.html. */
export function npy(
  { descr, shape }: { readonly descr: string; readonly shape: readonly number[] },
  data: Uint8Array,
): Uint8Array {
  const tuple = shape.map((size) => `${String(size)},`).join(' ')
  const facts = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${tuple}), }`
  const before = magic.length + 2
  // The header ends with a line break, and the data begins at a multiple of 64.
  const header = facts.padEnd(Math.ceil((before + facts.length + 1) / 64) * 64 - before - 1) + '\n'
  const file = new Uint8Array(before + header.length + data.length)
  file.set(magic)
  new DataView(file.buffer).setUint16(magic.length, header.length, true)
  file.set(new TextEncoder().encode(header), before)
  file.set(data, before + header.length)
  return file
}

/** Signature and version. */
const magic = Uint8Array.of(0x93, ...new TextEncoder().encode('NUMPY'), 1, 0)

/** Texts as NumPy's `<U`: four bytes a character, each text filled up with zeros. */
export function npyTexts(texts: readonly string[], shape: readonly number[]): Uint8Array {
  const points = texts.map((text) => Array.from(text, (character) => character.codePointAt(0) ?? 0))
  const length = Math.max(1, ...points.map((text) => text.length))
  const data = new DataView(new ArrayBuffer(texts.length * length * 4))
  points.forEach((text, row) => {
    text.forEach((point, column) => {
      data.setUint32((row * length + column) * 4, point, true)
    })
  })
  return npy({ descr: `<U${String(length)}`, shape }, new Uint8Array(data.buffer))
}
