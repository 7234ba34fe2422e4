import { expect, test } from 'vitest'
import { clearOfLevels } from '../../../renderer/lib/label-places.ts'
import type { ChartFrame, DrawnWords } from '../../../renderer/lib/chart-picture.ts'

const frame: ChartFrame = {
  x: { min: 0, max: 100 },
  y: { min: 0, max: 10 },
  isLogX: false,
  isLogY: false,
  xTicks: [],
  yTicks: [],
  xLabel: String,
  yLabel: String,
  labelRoom: 34,
}
const level: DrawnWords = { kind: 'level', y: 5, words: 'Published test' }
const rowOfBest = (x: number, y: number) => {
  const best: DrawnWords = { kind: 'place', x, y, row: 1, words: 'Best, epoch 2' }
  const [, placed] = clearOfLevels([level, best], frame)
  return placed?.kind === 'place' ? placed.row : undefined
}

test('words on a mark stand above those of a level that it is just above', () => {
  expect(rowOfBest(20, 5)).toBe(2)
  expect(rowOfBest(20, 5.8)).toBe(2)
})

test('words on a mark just below a level stand under the mark', () => {
  expect(rowOfBest(20, 4.5)).toBe(-1)
})

test('words that are far from a level, or beyond its words, stay where they were', () => {
  expect(rowOfBest(20, 8)).toBe(1)
  expect(rowOfBest(20, 2)).toBe(1)
  expect(rowOfBest(90, 5)).toBe(1)
})
