import { expect, test } from 'vitest'
import { mnistShape } from '../../../electron/contract/datasets.ts'
import { epochStory, stretchesOf } from '../../../renderer/lib/epoch-story.ts'
import { answerOf } from '../guesses.ts'

const read = (digits: readonly number[]) =>
  digits.map((digit, index) => answerOf('a', index + 1, digit))

test.each([
  [[], ''],
  [[4], 'Only epoch 1 is kept.'],
  [[4, 4, 4], 'It read a 4 from epoch 1 on.'],
  [[4, 4, 9, 9, 9], 'It read a 4 until epoch 2, then changed its mind.'],
  [[4, 9, 4, 4], 'It changed its mind 2 times; a 4 since epoch 3.'],
])('answers %j are told as %j', (digits, words) => {
  expect(epochStory(read(digits), mnistShape.classes)).toBe(words)
})

test('classes have their names', () => {
  expect(epochStory(read([0, 1]), ['coat', 'bag'])).toMatch(/read a coat until epoch 1/)
})

test('epochs with the same answer are one stretch, also where some are not kept', () => {
  const answers = [answerOf('a', 1, 4), answerOf('a', 5, 4), answerOf('a', 6, 9)]
  expect(stretchesOf(answers)).toEqual([
    { label: 4, from: 1, to: 5, count: 2 },
    { label: 9, from: 6, to: 6, count: 1 },
  ])
})
