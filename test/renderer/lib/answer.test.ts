import { expect, test } from 'vitest'
import {
  barsOf,
  choicesOf,
  formatShare,
  formatWholeShare,
  greyPixels,
  isSure,
} from '../../../renderer/lib/answer.ts'
import { guessOf } from '../guesses.ts'

test('an answer is unsure below the limit that is set', () => {
  expect(isSure(guessOf([0.5, 0.3, 0.2]), 0.5)).toBe(true)
  expect(isSure(guessOf([0.499, 0.3, 0.201]), 0.5)).toBe(false)
  expect(isSure(guessOf([0.499, 0.3, 0.201]), 0)).toBe(true)
})

test('choices go from the most to the least probable', () => {
  expect(choicesOf(guessOf([0.1, 0.6, 0.3])).map(({ label }) => label)).toEqual([1, 2, 0])
  expect(formatShare(0.0649)).toBe('6.5 %')
})

test('of many classes the ten most probable have bars, in their order', () => {
  const many = guessOf([...Array.from({ length: 12 }, (_, at) => at / 100), 0.34])
  expect(barsOf(many).map(({ label }) => label)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
})

test('only what is as good as certain reads as 100 %', () => {
  expect([0, 0.004, 0.85, 0.996, 0.9996].map(formatWholeShare)).toEqual([
    '0 %',
    '0 %',
    '85 %',
    '99 %',
    '100 %',
  ])
})

test('an image becomes opaque grey', () => {
  const pixels = greyPixels(Buffer.from([0, 7, 255]).toString('base64'))
  expect([...pixels]).toEqual([0, 0, 0, 255, 7, 7, 7, 255, 255, 255, 255, 255])
})
