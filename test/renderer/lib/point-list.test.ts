import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hasGap, lastAt, merged } from '../../../renderer/lib/point-list.ts'
import { points } from '../curves.ts'

test('the last item at or before a value is found, whatever the list', () => {
  const lists = fc
    .array(fc.integer({ min: 0, max: 40 }))
    .map((all) => all.toSorted((a, b) => a - b))
  fc.assert(
    fc.property(lists, fc.integer({ min: -1, max: 41 }), (list, value) => {
      expect(lastAt(list, Number, value)).toBe(list.findLastIndex((item) => item <= value))
    }),
  )
})

describe('points of two answers', () => {
  test('become one list without doubles, whatever overlaps', () => {
    const numbers = fc
      .uniqueArray(fc.integer({ min: 1, max: 60 }))
      .map((all) => all.toSorted((a, b) => a - b))
    fc.assert(
      fc.property(numbers, numbers, (known, more) => {
        const all = [...new Set([...known, ...more])].sort((a, b) => a - b)
        expect(merged(known, more, Number)).toEqual(all)
      }),
    )
  })

  test('of two with one step the later one counts', () => {
    const [first] = points(20, 20, 0.5)
    const [second] = points(20, 20, 0.1)
    if (!first || !second) throw new Error('no points')
    expect(merged([first], [second], ({ step }) => step)).toEqual([second])
  })

  test('leave a gap only where a whole window is missing', () => {
    expect(hasGap(points(20, 100), points(120, 140), 20)).toBe(false)
    expect(hasGap(points(20, 100), points(100, 140), 20)).toBe(false)
    expect(hasGap(points(20, 100), points(140, 160), 20)).toBe(true)
    expect(hasGap([], points(20, 40), 20)).toBe(false)
    expect(hasGap([], points(40, 60), 20)).toBe(true)
    expect(hasGap(points(20, 100), [], 20)).toBe(false)
  })
})
