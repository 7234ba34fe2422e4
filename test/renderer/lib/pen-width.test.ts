import { expect, test } from 'vitest'
import { penWidthOf, penWidths, penWidthShare } from '../../../renderer/lib/pen-width.ts'

test.each([
  [null, 24],
  ['12', 12],
  ['7', 24],
  ['41', 24],
  ['wide', 24],
  ['', 24],
])('a remembered width of %j is %i', (remembered, width) => {
  expect(penWidthOf(remembered)).toBe(width)
})

test('the slider stands where the width is', () => {
  expect(Object.values(penWidths).map(penWidthShare)).toEqual(['0%', '50%', '100%'])
})
