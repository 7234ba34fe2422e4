import { describe, expect, test } from 'vitest'
import {
  blank,
  cleared,
  extended,
  padSide,
  pathOf,
  penAfter,
  redone,
  undone,
  withStroke,
  type Stroke,
} from '../../../renderer/lib/drawing.ts'

const dot: Stroke = [[10, 20]]
const line: Stroke = [
  [0, 0],
  [5, 5],
]
const drawn = withStroke(withStroke(blank, dot), line)

describe('a drawing', () => {
  test('goes back and forth stroke by stroke', () => {
    expect(undone(drawn).strokes).toEqual([dot])
    expect(undone(undone(drawn)).strokes).toEqual([])
    expect(redone(undone(drawn))).toEqual(drawn)
    expect(redone(redone(undone(undone(drawn)))).strokes).toEqual([dot, line])
  })

  test('stays as it is where there is nothing to undo, to do again or to wipe', () => {
    expect(undone(blank)).toEqual(blank)
    expect(redone(drawn)).toEqual(drawn)
    expect(cleared(blank)).toBe(blank)
    expect(withStroke(drawn, [])).toBe(drawn)
  })

  test('comes back after it was wiped', () => {
    expect(cleared(drawn).strokes).toEqual([])
    expect(undone(cleared(drawn)).strokes).toEqual([dot, line])
  })

  test('that goes another way forgets what was undone', () => {
    expect(redone(withStroke(undone(drawn), dot)).strokes).toEqual([dot, dot])
  })
})

test('a pen that rests adds no positions', () => {
  const rested = extended(dot, [
    [10, 20],
    [11, 20],
    [11, 20],
  ])
  expect(rested).toEqual([
    [10, 20],
    [11, 20],
  ])
})

test('strokes become one outline, a dot a line to itself', () => {
  expect(pathOf([line, dot])).toBe('M0 0L5 5M10 20L10 20')
  expect(pathOf([])).toBe('')
})

test('arrow keys move the pen and keep it on the pad', () => {
  expect(penAfter('ArrowLeft', [10, 10], 4)).toEqual([6, 10])
  expect(penAfter('ArrowDown', [10, 10], 4)).toEqual([10, 14])
  expect(penAfter('ArrowUp', [10, 2], 4)).toEqual([10, 0])
  expect(penAfter('ArrowRight', [padSide, 2], 4)).toEqual([padSide, 2])
  expect(penAfter('a', [10, 10], 4)).toBeUndefined()
})
