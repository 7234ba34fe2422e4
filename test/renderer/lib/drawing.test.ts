import { describe, expect, test } from 'vitest'
import {
  allSteps,
  askedDrawing,
  blank,
  cleared,
  drawingToKeep,
  extended,
  hasAllSteps,
  padSide,
  pathOf,
  penAfter,
  redone,
  undone,
  withPicture,
  withStroke,
  type Picture,
  type Stroke,
} from '../../../renderer/lib/drawing.ts'

const dot: Stroke = [[10, 20]]
const line: Stroke = [
  [0, 0],
  [5, 5],
]
const drawn = withStroke(withStroke(blank, dot), line)
const picture: Picture = { pixels: 'AAAA', source: { kind: 'file', name: 'four.png' } }

describe('a drawing', () => {
  test('goes back and forth stroke by stroke', () => {
    expect(undone(drawn).sheet.strokes).toEqual([dot])
    expect(undone(undone(drawn)).sheet.strokes).toEqual([])
    expect(redone(undone(drawn))).toEqual(drawn)
    expect(redone(redone(undone(undone(drawn)))).sheet.strokes).toEqual([dot, line])
  })

  test('stays as it is where there is nothing to undo, to do again or to wipe', () => {
    expect(undone(blank)).toEqual(blank)
    expect(redone(drawn)).toEqual(drawn)
    expect(cleared(blank)).toBe(blank)
    expect(withStroke(drawn, [])).toBe(drawn)
  })

  test('comes back after it was wiped', () => {
    expect(cleared(drawn).sheet.strokes).toEqual([])
    expect(undone(cleared(drawn)).sheet.strokes).toEqual([dot, line])
  })

  test('that goes another way forgets what was undone', () => {
    expect(redone(withStroke(undone(drawn), dot)).sheet.strokes).toEqual([dot, dot])
  })

  test('gives way to a picture and a picture to a stroke, and both come back', () => {
    const placed = withPicture(drawn, picture)
    expect(placed.sheet).toEqual({ strokes: [], picture })
    expect(undone(placed).sheet.strokes).toEqual([dot, line])
    const over = withStroke(placed, dot)
    expect(over.sheet).toEqual({ strokes: [dot], picture: null })
    expect(undone(over).sheet.picture).toEqual(picture)
    expect(cleared(placed).sheet.picture).toBeNull()
  })
})

describe('the core is asked', () => {
  test('nothing about an empty pad', () => {
    expect(askedDrawing(blank.sheet, allSteps)).toBeUndefined()
  })

  test('about strokes with the steps that are taken', () => {
    const steps = { ...allSteps, centre: false }
    expect(askedDrawing(drawn.sheet, steps)).toEqual({
      kind: 'strokes',
      strokes: [dot, line],
      steps,
      padSide,
    })
    expect(hasAllSteps(steps)).toBe(false)
    expect(hasAllSteps(allSteps)).toBe(true)
  })

  test('about a picture, and to keep either with its label', () => {
    const placed = withPicture(blank, picture).sheet
    expect(askedDrawing(placed, allSteps)).toEqual({ kind: 'picture', pixels: 'AAAA' })
    expect(drawingToKeep(placed, 4)).toEqual({ kind: 'picture', label: 4, pixels: 'AAAA' })
    expect(drawingToKeep(drawn.sheet, 1)).toEqual({
      kind: 'strokes',
      label: 1,
      strokes: [dot, line],
    })
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
