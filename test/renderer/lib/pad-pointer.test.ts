import { expect, test } from 'vitest'
import { pointerAct } from '../../../renderer/lib/pad-pointer.ts'

const down = (pointerType: string, timeStamp = 10_000, button = 0) => ({
  pointerId: 2,
  pointerType,
  button,
  timeStamp,
})
const held = (pointerType: string) => ({ pointerId: 1, pointerType })

test.each(['mouse', 'pen', 'touch'])('the first pointer draws: %s', (kind) => {
  expect(pointerAct(undefined, down(kind), undefined)).toBe('begin')
})

test('another button than the first does nothing', () => {
  expect(pointerAct(undefined, down('mouse', 0, 2), undefined)).toBe('nothing')
  expect(pointerAct(undefined, down('pen', 0, 5), undefined)).toBe('nothing')
})

test('a second finger does nothing while one draws', () => {
  expect(pointerAct(held('touch'), down('touch'), undefined)).toBe('nothing')
  expect(pointerAct(held('pen'), down('touch'), 9_990)).toBe('nothing')
  expect(pointerAct(held('mouse'), down('pen'), undefined)).toBe('nothing')
})

test('a pen takes the place of the palm that touched before it', () => {
  expect(pointerAct(held('touch'), down('pen'), undefined)).toBe('replace')
})

test('a palm that rests beside a pen does nothing; a finger long after it draws', () => {
  expect(pointerAct(undefined, down('touch'), 9_500)).toBe('nothing')
  expect(pointerAct(undefined, down('touch'), 8_500)).toBe('begin')
  expect(pointerAct(undefined, down('pen'), 9_999)).toBe('begin')
})
