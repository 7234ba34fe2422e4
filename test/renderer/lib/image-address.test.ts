import { expect, test } from 'vitest'
import { imageNumber, imageOf } from '../../../renderer/lib/image-address.ts'

test.each([
  [
    { set: 'test', index: '12' },
    { set: 'test', index: 12 },
  ],
  [
    { set: 'handwriting', index: '0', epoch: '3' },
    { set: 'handwriting', index: 0 },
  ],
  [{ set: 'test' }, undefined],
  [{ index: '12' }, undefined],
  [{ set: 'test', index: '-1' }, undefined],
  [{ set: 'test', index: '1.5' }, undefined],
  [{ set: ['test'], index: '1' }, undefined],
])('an address with %j asks for %j', (query, image) => {
  expect(imageOf(query)).toEqual(image)
})

test('a number is that of an image where there is one', () => {
  expect(imageNumber('12', 100)).toBe(12)
  expect(imageNumber(' 99 ', 100)).toBe(99)
  expect(imageNumber('100', undefined)).toBe(100)
  for (const text of ['100', '-1', '', 'x', '1.5']) expect(imageNumber(text, 100)).toBeUndefined()
})
