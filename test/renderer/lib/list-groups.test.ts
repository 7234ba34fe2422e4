import { describe, expect, test } from 'vitest'
import { between, grouped, linesBetween, linesOf } from '../../../renderer/lib/list-groups.ts'
import { aRun } from '../a-run.ts'

describe('groups', () => {
  const runs = [
    aRun({ id: 'a', config: { optimizer: 'adam' } }),
    aRun({ id: 'b', config: { optimizer: 'sgd' } }),
    aRun({ id: 'c', config: { optimizer: 'adam' } }),
  ]
  const [a, b, c] = runs.map(({ id }) => id)

  test('hold the runs of one value, in the order of their first runs', () => {
    expect(grouped(runs, 'optimizer')).toEqual([
      { name: 'adam', ids: [a, c] },
      { name: 'sgd', ids: [b] },
    ])
  })

  test('of no column, and of one that does not exist, are one without a name', () => {
    const whole = [{ name: null, ids: [a, b, c] }]
    expect(grouped(runs, null)).toEqual(whole)
    expect(grouped(runs, 'nothing')).toEqual(whole)
  })

  test('that are closed show their head alone', () => {
    const lines = linesOf(grouped(runs, 'optimizer'), new Set(['adam']))
    expect(lines.map(({ key }) => key)).toEqual(['group:adam', 'group:sgd', b])
  })

  test('say by how many lines a run has moved', () => {
    const before = linesOf(grouped(runs, null), new Set())
    const now = linesOf(grouped([aRun({ id: 'new' }), ...runs], null), new Set())
    expect(linesBetween(before, now, b)).toBe(1)
    expect(linesBetween(before, now, 'unknown')).toBe(0)
    expect(linesBetween(before, now, undefined)).toBe(0)
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
