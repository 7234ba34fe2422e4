import { expect, test } from 'vitest'
import type { Guess } from '../../../electron/contract/digits.ts'
import { choicesOf, formatShare, greyPixels, isSure } from '../../../renderer/lib/answer.ts'
import { epochOf, readableRuns } from '../../../renderer/lib/readers.ts'
import { aRun } from '../a-run.ts'

const guessOf = (probabilities: readonly number[]): Guess => {
  const confidence = Math.max(...probabilities)
  return { digit: probabilities.indexOf(confidence), confidence, probabilities }
}

test('an answer is unsure below one half', () => {
  expect(isSure(guessOf([0.5, 0.3, 0.2]))).toBe(true)
  expect(isSure(guessOf([0.499, 0.3, 0.201]))).toBe(false)
})

test('choices go from the most to the least probable', () => {
  expect(choicesOf(guessOf([0.1, 0.6, 0.3])).map(({ digit }) => digit)).toEqual([1, 2, 0])
  expect(formatShare(0.0649)).toBe('6.5 %')
})

test('an image becomes opaque grey', () => {
  const pixels = greyPixels(Buffer.from([0, 7, 255]).toString('base64'))
  expect([...pixels]).toEqual([0, 0, 0, 255, 7, 7, 7, 255, 255, 255, 255, 255])
})

test('only runs with weights can read, also those that were stopped', () => {
  const runs = [
    aRun({ id: 'waiting', state: { status: 'queued', isHeld: false }, weightsSha256: null }),
    aRun({ id: 'stopped', state: { status: 'stopped' }, weightsSha256: 'ab' }),
  ]
  expect(readableRuns(runs).map(({ name }) => name)).toEqual(['stopped'])
})

test.each([
  ['3', 3],
  [undefined, undefined],
  ['0', undefined],
  ['1.5', undefined],
  ['last', undefined],
  [['1', '2'], undefined],
])('an address with epoch %j asks for epoch %j', (query, epoch) => {
  expect(epochOf(query)).toBe(epoch)
})
