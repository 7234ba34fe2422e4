import { expect, test } from 'vitest'
import { shownReading } from '../../../renderer/lib/shown-reading.ts'
import { answerOf } from '../guesses.ts'

const answered = (answers: readonly ReturnType<typeof answerOf>[], pixels: string | null = 'AA') =>
  ({ kind: 'answered', answer: { pixels, remark: null, answers } }) as const

const digitIn = (shown: ReturnType<typeof shownReading>) =>
  shown.kind === 'answered' ? shown.answer.guess?.digit : shown.kind

test('the answer shown is that of the epoch, or else the last one', () => {
  const state = answered([answerOf('a', 1, 4), answerOf('a', 2, 9)])
  expect(digitIn(shownReading(state, undefined))).toBe(9)
  expect(digitIn(shownReading(state, 1))).toBe(4)
})

test('an epoch that is not kept is named', () => {
  expect(shownReading(answered([answerOf('a', 1, 4)]), 7)).toEqual({
    kind: 'failed',
    message: 'No checkpoint of epoch 7 is kept. Choose another epoch.',
  })
})

test('where there is no ink there is no answer and no failure', () => {
  expect(shownReading(answered([], null), 7)).toMatchObject({ answer: { guess: null } })
})

test('what is not answered yet stays so', () => {
  expect(shownReading({ kind: 'waiting' }, 1)).toEqual({ kind: 'waiting' })
})
