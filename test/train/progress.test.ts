import { expect, test } from 'vitest'
import type { MetricPoint } from '../../electron/contract/entities.ts'
import { progressOf } from '../../electron/train/progress.ts'
import { smallSet } from './small-set.ts'

const data = { train: smallSet(300), test: smallSet(60) }
const point = (step: number, seconds: number): MetricPoint => ({
  step,
  seconds,
  images: 100,
  loss: 1,
  error: 0,
})

test('speed is that of the images between the points', () => {
  const points = [point(20, 2), point(30, 4)]
  expect(progressOf({ batch: 10, epochs: 2 }, data, points, 0).imagesPerSecond).toBe(50)
})

test('what is left are the images to learn from and, at a third of the time, those to score', () => {
  const left = (step: number) =>
    progressOf({ batch: 10, epochs: 2 }, data, [point(step, 1)], 0).secondsLeft
  expect(left(10)).toBeCloseTo((200 + 300 + (2 * 360) / 3) / 100)
  expect(left(30)).toBeCloseTo((300 + (2 * 360) / 3) / 100)
  expect(left(40)).toBeCloseTo((200 + 360 / 3) / 100)
  expect(left(60)).toBeCloseTo(360 / 3 / 100)
})

test('two points at the same moment of a coarse clock give a finite speed', () => {
  const { imagesPerSecond } = progressOf({ batch: 10, epochs: 2 }, data, [point(10, 3)], 3)
  expect(imagesPerSecond).toSatisfy(Number.isFinite)
})
