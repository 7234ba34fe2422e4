import { describe, expect, test } from 'vitest'
import {
  between,
  isFound,
  newestFirst,
  orderOf,
  sortAfterClick,
} from '../../../renderer/lib/run-table.ts'
import { aRun } from '../a-run.ts'

const best = (error: number) => ({ epoch: 1, test: { loss: 1, error } })

describe('sorting', () => {
  const runs = [
    aRun({ id: 'c', name: 'Run 10', createdAt: 3, best: best(0.03), config: { hidden: [128] } }),
    aRun({ id: 'b', name: 'Run 9', createdAt: 2, best: null, config: { hidden: [] } }),
    aRun({ id: 'a', name: 'run 1', createdAt: 1, best: best(0.02), config: { hidden: [64, 64] } }),
  ]
  const order = (by: string, isDescending = false) =>
    orderOf(runs, { by, isDescending }).map((id) => id.charAt(0))

  test('begins with the newest first', () => {
    expect(orderOf(runs, newestFirst).map((id) => id.charAt(0))).toEqual(['c', 'b', 'a'])
  })

  test('by name reads numbers as numbers and ignores case', () => {
    expect(order('name')).toEqual(['a', 'b', 'c'])
  })

  test('keeps runs without a value at the end, either way', () => {
    expect(order('best-error')).toEqual(['a', 'c', 'b'])
    expect(order('best-error', true)).toEqual(['c', 'a', 'b'])
  })

  test('by hidden layers goes by how large the network is', () => {
    expect(order('hidden')).toEqual(['b', 'a', 'c'])
  })

  test('keeps equal runs newest first, either way', () => {
    expect(order('batch')).toEqual(['c', 'b', 'a'])
    expect(order('batch', true)).toEqual(['c', 'b', 'a'])
  })

  test('turns round at the second click and starts anew on another column', () => {
    const first = sortAfterClick(newestFirst, 'best-error')
    expect(first).toEqual({ by: 'best-error', isDescending: false })
    expect(sortAfterClick(first, 'best-error').isDescending).toBe(true)
    expect(sortAfterClick(first, 'created').isDescending).toBe(true)
  })
})

describe('search', () => {
  const run = aRun({
    name: 'Wider 1000',
    note: 'for class 3b',
    config: { hidden: [512, 256], activation: 'tanh' },
    state: { status: 'interrupted', reason: '' },
  })

  test.each(['', 'wider', '3B', '512-256', 'tanh', 'interrupted', 'WIDER tanh', ' wider '])(
    'finds it by “%s”',
    (text) => {
      expect(isFound(run, text)).toBe(true)
    },
  )

  test.each(['narrow', 'wider narrow', 'relu'])('does not find it by “%s”', (text) => {
    expect(isFound(run, text)).toBe(false)
  })
})

test('a range of rows is the same from either end', () => {
  const order = ['a', 'b', 'c', 'd'].map((id) => aRun({ id }).id)
  const [a, b, , d] = order
  if (!a || !b || !d) throw new Error('Four rows')
  expect(between(order, b, d)).toEqual(order.slice(1))
  expect(between(order, d, b)).toEqual(order.slice(1))
  expect(between(order, aRun({ id: 'gone' }).id, a)).toEqual([a])
})
