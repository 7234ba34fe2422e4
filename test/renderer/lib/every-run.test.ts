import { expect, test } from 'vitest'
import { agreement, heatOf, leftOut, readingRows } from '../../../renderer/lib/every-run.ts'
import { aRun } from '../a-run.ts'
import { answerOf } from '../guesses.ts'

const say = (digits: readonly number[]) =>
  digits.map((digit, place) => answerOf(`r${String(place)}`, 1, digit))

test.each([
  [[], ''],
  [[4], ''],
  [[4, 4, 4], 'All 3 say 4'],
  [[9, 4, 9, 4, 9], '3 say 9, 2 say 4'],
  [[1, 1, 7], '2 say 1, 1 says 7'],
  [[1, 1, 7, 2, 3, 4], '2 say 1, 1 says 7, 1 says 2, 2 something else'],
  [[1, 1, 7, 2, 3], '2 say 1, 1 says 7, 1 says 2, 1 something else'],
])('answers %j are counted as %j', (digits, words) => {
  expect(agreement(say(digits))).toBe(words)
})

test('a run that has not answered yet keeps its row', () => {
  const runs = [aRun({ id: 'a' }), aRun({ id: 'b', final: null })]
  const rows = readingRows(runs, [answerOf('a', 5, 9)], undefined)
  expect(rows.map(({ says, testError }) => [says, testError])).toEqual([
    ['9', '1.90'],
    ['–', '–'],
  ])
  expect(rows[0]?.shares[9]).toEqual({ digit: 9, text: '90', heat: 5 })
  expect(rows[0]?.shares[1]).toEqual({ digit: 1, text: '', heat: 0 })
})

test('an answer is right or wrong once the label is known', () => {
  const runs = [aRun({ id: 'a' }), aRun({ id: 'b' })]
  const answers = [answerOf('a', 1, 9), answerOf('b', 1, 4)]
  const senses = (label: string | undefined) =>
    readingRows(runs, answers, label === undefined ? undefined : { label, isYours: true }).map(
      ({ sense }) => sense,
    )
  expect(senses(undefined)).toEqual(['plain', 'plain'])
  expect(senses('4')).toEqual(['bad', 'good'])
})

test('heat grows with the share, and what reads 0 has none', () => {
  expect([0, 0.004, 0.05, 0.15, 0.34, 0.55, 0.85, 1].map(heatOf)).toEqual([0, 0, 1, 2, 3, 4, 5, 5])
})

test('who does not answer is told plainly', () => {
  const runs = [aRun(), aRun()]
  expect(leftOut({ runs, passedOver: 0, unfit: 0 })).toBe('')
  expect(leftOut({ runs, passedOver: 68, unfit: 1 })).toBe(
    'The best and pinned 2 of 70 runs answer. 1 run is left out: it reads images of another size, or no digits.',
  )
  expect(leftOut({ runs, passedOver: 0, unfit: 3 })).toMatch(/^3 runs are left out/)
})
