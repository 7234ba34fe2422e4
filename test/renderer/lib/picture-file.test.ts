import { expect, test } from 'vitest'
import { base64Of } from '../../../renderer/lib/base64.ts'
import { checkPicture } from '../../../renderer/lib/picture-file.ts'

const file = (size: number) => ({
  name: 'four.png',
  size,
  arrayBuffer: () => Promise.resolve(new ArrayBuffer(0)),
})

test('a file that cannot be a picture that is read is refused by name before it is read', () => {
  expect(checkPicture(file(0))).toBe('four.png is empty; it must be a picture.')
  expect(checkPicture(file(48 * 1024 * 1024 + 1))).toMatch(/^four\.png is larger than 48 MB/)
  expect(checkPicture(file(48 * 1024 * 1024))).toBe('')
})

test.each([0, 1, 0x7fff, 0x8000, 100_001])('%i bytes become base64 as they are', (length) => {
  const bytes = Uint8Array.from({ length }, (_, at) => at % 251)
  expect(base64Of(bytes.buffer)).toBe(Buffer.from(bytes).toString('base64'))
})
