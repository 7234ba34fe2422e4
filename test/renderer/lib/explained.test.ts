import { expect, test } from 'vitest'
import { mnistShape } from '../../../electron/contract/datasets.ts'
import { strokeParts, unitTiles } from '../../../renderer/lib/explained.ts'
import { sureOf } from '../guesses.ts'

const weights = { values: '', most: 1 }
const explanation = {
  guess: sureOf(4),
  units: [
    { unit: 0, activation: 2, contribution: 1.256, weights },
    { unit: 30, activation: 0.5, contribution: -0.3, weights },
  ],
  saliency: weights,
  withoutStroke: [sureOf(1, 0.99), sureOf(4), null],
}

test('units say what they add to the answer, with their sign', () => {
  expect(unitTiles(explanation).map(({ contribution, isFor }) => [contribution, isFor])).toEqual([
    ['+1.26', true],
    ['−0.30', false],
  ])
  expect(unitTiles(explanation)[1]?.spoken).toBe('Unit 31: −0.30 to the answer, output 0.50')
})

test('each stroke says what the answer would be without it', () => {
  expect(strokeParts(explanation, mnistShape.classes)).toEqual([
    { stroke: 0, answer: '1 with 99 %', isOther: true },
    { stroke: 1, answer: '4 with 90 %', isOther: false },
    { stroke: 2, answer: 'nothing left', isOther: true },
  ])
})
