import { describe, expect, test } from 'vitest'
import type { RunId } from '../../../../electron/contract/entities.ts'
import { answeredRuns } from '../../../../renderer/lib/evaluation/answered-runs.ts'
import { choiceOf, choiceTitle } from '../../../../renderer/lib/evaluation/choice-words.ts'
import { epochChoices } from '../../../../renderer/lib/evaluation/epoch-choices.ts'
import { galleryImages } from '../../../../renderer/lib/evaluation/gallery-image.ts'
import { inkPixels } from '../../../../renderer/lib/evaluation/ink-pixels.ts'
import { aRun } from '../../a-run.ts'
import { anEvaluation } from './an-evaluation.ts'

const digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']
const page = { total: 1, rows: 28, columns: 28 }
const image = { index: 5936, label: 4, pixels: '' }
const captionsOf = (...args: Parameters<typeof galleryImages>) =>
  galleryImages(...args).map(({ captions }) =>
    captions.map((line) => line.map(({ text, sense }) => `${sense} ${text}`).join(' | ')),
  )

describe('below an image stands', () => {
  test('the answer, and the true class where it was wrong', () => {
    const wrong = { ...image, predicted: 9, confidence: 0.897, truth: 0.102 }
    const right = { ...image, predicted: 4, confidence: 0.9999, truth: 0.9999 }
    const part = { kind: 'evaluated', page: { ...page, images: [wrong, right] } } as const
    expect(captionsOf(part, digits)).toEqual([['bad 9  90 %', 'plain 4  10 %'], ['good 4  99 %']])
    expect(galleryImages(part, digits)[0]?.spoken).toBe('Image 5,936: true 4, read as 9, 90 % sure')
  })

  test('how many runs read it wrong', () => {
    const hard = { ...image, wrong: 3, runs: 5, commonest: 9, truth: 0.1 }
    const part = { kind: 'hard', page: { ...page, images: [hard] } } as const
    expect(captionsOf(part, digits)).toEqual([['bad 9 | plain 3 of 5', 'plain 4  10 %']])
  })

  test('what both runs say', () => {
    const says = (a: number, b: number) => ({
      ...image,
      a: { predicted: a, confidence: 1 },
      b: { predicted: b, confidence: 1 },
    })
    const images = [says(9, 4), says(4, 9), says(9, 7)]
    expect(captionsOf({ kind: 'board', page: { ...page, images } }, digits)).toEqual([
      ['plain 9 → | good 4'],
      ['plain 4 → | bad 9'],
      ['plain 9 → | plain 7 | plain is 4'],
    ])
  })
})

test('the images shown first are the most frequent mix-up, and what was picked while it is there', () => {
  const evaluation = anEvaluation()
  const first = { kind: 'cell', row: 1, column: 0 } as const
  expect(choiceOf(null, evaluation)).toEqual(first)
  expect(choiceOf({ kind: 'cell', row: 0, column: 2 }, evaluation)).toEqual(first)
  expect(choiceOf({ kind: 'pile', pile: 'fixed' }, evaluation)).toEqual(first)
  const other = { kind: 'cell', row: 0, column: 0 } as const
  expect(choiceOf(other, evaluation)).toEqual(other)
  expect(choiceOf(null, anEvaluation({ confusion: [[4]] }))).toEqual({ kind: 'wrong' })
  expect(choiceTitle(first, digits)).toBe('1 read as 0')
  expect(choiceTitle(other, digits)).toBe('0 read right')
})

test('other runs say of an image what they read, in the order of the answers', () => {
  const guess = (digit: number) => ({ digit, confidence: 0.7, probabilities: [] })
  const [a, b, gone] = ['a', 'b', 'c'].map((id) => id.padEnd(10, '0') as RunId)
  if (!a || !b || !gone) throw new Error('No ids')
  const answers = [a, b, gone].map((id) => ({ id, epoch: 1, guess: guess(id === b ? 4 : 9) }))
  const rows = answeredRuns(
    { label: 4, rows: 28, columns: 28, pixels: '', answers },
    [aRun({ id: 'a' }), aRun({ id: 'b' })],
    { id: a, classes: digits },
  )
  expect(rows).toMatchObject([{ id: b, says: '4', sense: 'good', sure: '70.0' }])
})

test('epochs to choose from are those with checkpoints, newest first, and the one that is shown', () => {
  const checkpoint = (epoch: number) => ({
    epoch,
    step: epoch * 600,
    sha256: '',
    bytes: 0,
    canResume: false,
  })
  const best = { epoch: 2, test: { loss: 0, error: 0 } }
  expect(epochChoices([1, 2, 2].map(checkpoint), best, 3).map(({ label }) => label)).toEqual([
    'Epoch 3',
    'Epoch 2, best',
    'Epoch 1',
  ])
})

test('bright pixels become opaque ink', () => {
  expect([...inkPixels(btoa('\x00\xff\x07'))]).toEqual([0, 0, 0, 0, 0, 0, 0, 255, 0, 0, 0, 7])
})
