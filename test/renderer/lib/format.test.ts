import { describe, expect, test } from 'vitest'
import {
  formatLoss,
  formatOrdinal,
  formatPercent,
  formatPoints,
  formatRate,
} from '../../../renderer/lib/format.ts'

test('an error rate has two decimals', () => {
  expect(formatPercent(0.0187)).toBe('1.87')
  expect(formatPercent(1)).toBe('100.00')
})

describe('a difference in points', () => {
  test('has a sign and a true minus', () => {
    expect(formatPoints(0.005)).toBe('+0.50')
    expect(formatPoints(-0.0006)).toBe('−0.06')
  })

  test('has no sign when it rounds to nothing', () => {
    expect(formatPoints(0)).toBe('0.00')
    expect(formatPoints(-0.00001)).toBe('0.00')
  })
})

test('a learning rate is written as people type it, without an exponent', () => {
  expect(formatRate(0.001)).toBe('0.001')
  expect(formatRate(1e-7)).toBe('0.0000001')
  expect(formatRate(10)).toBe('10')
})

test('a loss that is not finite is no number', () => {
  expect(formatLoss(0.08713)).toBe('0.0871')
  expect(formatLoss(null)).toBe('–')
})

test('a network without hidden layers has a name', () => {})

test.each([
  [1, '1st'],
  [2, '2nd'],
  [3, '3rd'],
  [4, '4th'],
  [11, '11th'],
  [12, '12th'],
  [13, '13th'],
  [21, '21st'],
  [1012, '1,012th'],
])('place %i reads %s', (place, text) => {
  expect(formatOrdinal(place)).toBe(text)
})
