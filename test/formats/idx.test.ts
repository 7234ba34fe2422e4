import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AppError } from '../../electron/contract/errors.ts'
import { parseImages, parseLabels } from '../../electron/formats/idx.ts'

/** A file of big-endian words and then bytes. */
function idx(words: readonly number[], body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(words.length * 4 + body.length)
  const view = new DataView(bytes.buffer)
  words.forEach((word, index) => {
    view.setUint32(index * 4, word)
  })
  bytes.set(body, words.length * 4)
  return bytes
}

const pixels = Uint8Array.from({ length: 3 * 784 }, (_, index) => index % 256)
const images = idx([0x803, 3, 28, 28], pixels)
const labels = idx([0x801, 4], Uint8Array.of(7, 0, 9, 1))

const readers = {
  images: parseImages,
  labels: (bytes: Uint8Array, file: string) => parseLabels(bytes, file, 10),
} as const

const messageOf = (read: () => unknown) => {
  try {
    read()
  } catch (error) {
    if (error instanceof AppError) return `${error.code}: ${error.message}`
    throw error
  }
  return 'accepted'
}

test('a sound file gives its images, and a sound file its labels', () => {
  expect(parseImages(images, 'a')).toEqual({ count: 3, rows: 28, columns: 28, pixels })
  expect(parseLabels(labels, 'b', 10)).toEqual(Uint8Array.of(7, 0, 9, 1))
})

test('a file may lie anywhere in a larger buffer', () => {
  const buffer = new Uint8Array(images.length + 5)
  buffer.set(images, 5)
  expect(parseImages(buffer.subarray(5), 'a')).toEqual({ count: 3, rows: 28, columns: 28, pixels })
})

test.each([
  ['images', 'empty', new Uint8Array(), 'length must be at least 16 bytes, found 0'],
  ['images', 'a cut header', images.subarray(0, 15), 'length must be at least 16 bytes, found 15'],
  [
    'images',
    'labels',
    idx([0x801, 8, 28, 28], pixels),
    'magic number must be 0x00000803, found 0x00000801',
  ],
  [
    'images',
    'gzip',
    idx([0x1f8b0800, 0, 0, 0], pixels),
    'magic number must be 0x00000803, found 0x1f8b0800',
  ],
  [
    'images',
    'another type',
    idx([0xd03, 3, 28, 28], pixels),
    'magic number must be 0x00000803, found 0x00000d03',
  ],
  [
    'images',
    'no images',
    idx([0x803, 0, 28, 28], new Uint8Array()),
    'number of images must be 1 to 1000000, found 0',
  ],
  ['images', 'no rows', idx([0x803, 3, 0, 28], pixels), 'rows must be 4 to 64, found 0'],
  ['images', 'wide images', idx([0x803, 3, 28, 65], pixels), 'columns must be 4 to 64, found 65'],
  [
    'images',
    'negative columns',
    idx([0x803, 3, 28, 0xffffffff], pixels),
    'columns must be 4 to 64, found 4294967295',
  ],
  [
    'images',
    'a count too large',
    idx([0x803, 4, 28, 28], pixels),
    'length must be 3152 bytes, found 2368',
  ],
  [
    'images',
    'a count past all memory',
    idx([0x803, 0xffffffff, 28, 28], pixels),
    'number of images must be 1 to 1000000, found 4294967295',
  ],
  ['images', 'a missing byte', images.subarray(0, -1), 'length must be 2368 bytes, found 2367'],
  [
    'images',
    'a byte too many',
    idx([0x803, 2, 28, 28], new Uint8Array(2 * 784 + 1)),
    'length must be 1584 bytes, found 1585',
  ],
  ['labels', 'empty', new Uint8Array(), 'length must be at least 8 bytes, found 0'],
  ['labels', 'images', images, 'magic number must be 0x00000801, found 0x00000803'],
  [
    'labels',
    'no labels',
    idx([0x801, 0], new Uint8Array()),
    'number of labels must be 1 to 1000000, found 0',
  ],
  ['labels', 'a header alone', labels.subarray(0, 8), 'length must be 12 bytes, found 8'],
  [
    'labels',
    'a byte too many',
    idx([0x801, 1], Uint8Array.of(1, 2)),
    'length must be 9 bytes, found 10',
  ],
  [
    'labels',
    'no digit',
    idx([0x801, 3], Uint8Array.of(9, 10, 255)),
    'label 1 must be 0 to 9, found 10',
  ],
] as const)('%s: %s is refused with field, expected and found value', (kind, _, bytes, problem) => {
  expect(messageOf(() => readers[kind](bytes, 'the-file'))).toBe(`unreadable: the-file: ${problem}`)
})

/** Whether bytes say of themselves what they are: a change of length and one of the header may fit each other. */
const isSound = {
  images: (bytes: Buffer) => {
    if (bytes.length < 16 || bytes.readUInt32BE(0) !== 0x803) return false
    const [count, rows, columns] = [4, 8, 12].map((at) => bytes.readUInt32BE(at))
    const isSide = (side = 0) => side >= 4 && side <= 64
    const pixels = (count ?? 0) * (rows ?? 0) * (columns ?? 0)
    return isSide(rows) && isSide(columns) && pixels > 0 && bytes.length === 16 + pixels
  },
  labels: (bytes: Buffer) =>
    bytes.length > 8 &&
    bytes.readUInt32BE(0) === 0x801 &&
    bytes.length === 8 + bytes.readUInt32BE(4) &&
    bytes.subarray(8).every((label) => label < 10),
}

test('a changed header, length or label is refused in one line or leaves a file that is sound', () => {
  const changes = fc.record({
    kind: fc.constantFrom('images', 'labels'),
    at: fc.nat(20),
    byte: fc.nat(255),
    cut: fc.integer({ min: 0, max: 30 }),
    more: fc.uint8Array({ maxLength: 3 }),
  })
  fc.assert(
    fc.property(changes, ({ kind, at, byte, cut, more }) => {
      const sound = kind === 'images' ? images : labels
      const changed = Buffer.concat([sound.subarray(0, sound.length - cut), more])
      if (at < changed.length) changed[at] = byte
      const message = messageOf(() => readers[kind](changed, 'f'))
      if (isSound[kind](changed)) expect(message).toBe('accepted')
      else expect(message).toMatch(/^unreadable: f: [a-z0-9 ]+ must be .+, found .+$/)
    }),
    { numRuns: 1000 },
  )
})
