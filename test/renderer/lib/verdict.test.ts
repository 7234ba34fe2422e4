import { expect, test } from 'vitest'
import { mnistShape } from '../../../electron/contract/datasets.ts'
import type { Truth } from '../../../renderer/lib/true-label.ts'
import { truthOf } from '../../../renderer/lib/true-label.ts'
import { verdictOf } from '../../../renderer/lib/verdict.ts'
import { guessOf } from '../guesses.ts'

const nine = guessOf([0, 0, 0, 0, 0.13, 0, 0, 0.02, 0, 0.85])
const unsure = guessOf([0, 0, 0, 0, 0.4, 0, 0, 0.15, 0, 0.45])
const yours = (label: string): Truth => ({ label, isYours: true })

const say = (guess: typeof nine, truth?: Truth, sureFrom = 0.5) =>
  verdictOf({ guess, classes: mnistShape.classes, sureFrom, truth })

test('a sure answer names the second and third choice', () => {
  expect(say(nine)).toEqual({
    verdict: '85 % sure',
    others: 'Second choice 4 with 13 %, third 7 with 2 %.',
    sense: 'plain',
  })
})

test('choices that cannot be told from nothing are not named', () => {
  expect(say(guessOf([0.996, 0.004])).others).toBe('Nothing else comes near.')
  expect(say(guessOf([0.98, 0.02])).others).toBe('Second choice 1 with 2 %.')
})

test('below the limit it is not sure', () => {
  expect(say(unsure)).toMatchObject({ verdict: 'Not sure, 45 %', sense: 'unsure' })
  expect(say(unsure, undefined, 0.45).sense).toBe('plain')
  expect(say(unsure, yours('9')).verdict).toBe('Not sure (45 %), but right.')
  expect(say(unsure, yours('4')).verdict).toBe('Not sure (45 %), and wrong.')
})

test('with the label it is right or wrong, and says how near it came', () => {
  expect(say(nine, yours('9'))).toMatchObject({ verdict: '85 % sure, and right.', sense: 'good' })
  expect(say(nine, yours('4'))).toEqual({
    verdict: '85 % sure, and wrong.',
    others: 'You said 4, its second choice with 13 %.',
    sense: 'bad',
  })
  expect(say(nine, yours('7')).others).toMatch(/its third choice with 2 %/)
  expect(say(nine, yours('0')).others).toMatch(/its 4th choice with 0 %/)
  expect(say(nine, { label: '4', isYours: false }).others).toMatch(/^The label is 4, /)
})

test('of a label that the network has no class for its answer is neither right nor wrong', () => {
  const clothes = verdictOf({ guess: nine, classes: ['coat'], sureFrom: 0.5, truth: yours('4') })
  expect(clothes).toEqual({
    verdict: '85 % sure',
    sense: 'plain',
    others: 'You said 4, which it does not know.',
  })
})

test('an image of a set has its own label, a drawing the one it was kept with', () => {
  const source = { kind: 'image', set: 'test', index: 3, label: '7' } as const
  const image = { strokes: [], picture: { pixels: '', source } }
  expect(truthOf(image, { label: 1 })).toEqual({ label: '7', isYours: false })
  const drawing = { strokes: [], picture: null }
  expect(truthOf(drawing, { label: 1 })).toEqual({ label: '1', isYours: true })
  expect(truthOf(drawing, undefined)).toBeUndefined()
})
