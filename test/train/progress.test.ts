import { expect, test } from 'vitest'
import type { MetricPoint } from '../../electron/contract/training.ts'
import { progressOf } from '../../electron/train/progress.ts'
import { smallSet } from './small-set.ts'

const data = { train: smallSet(300), test: smallSet(60), validation: null }
const from = { batch: 10, epochs: 2, data, secondsBefore: 0, imagesBefore: 0 }
const point = (step: number, seconds: number): MetricPoint => ({
  step,
  seconds,
  images: 100,
  loss: 1,
  error: 0,
})

test('speed is that of the images between the points', () => {
  const points = [point(20, 2), point(30, 4)]
  expect(progressOf(points, from).imagesPerSecond).toBe(50)
})

test('what is left are the images to learn from and, at a third of the time, those to score', () => {
  const left = (step: number) => progressOf([point(step, 1)], from).secondsLeft
  expect(left(10)).toBeCloseTo((200 + 300 + (2 * 360) / 3) / 100)
  expect(left(30)).toBeCloseTo((300 + (2 * 360) / 3) / 100)
  expect(left(40)).toBeCloseTo((200 + 360 / 3) / 100)
  expect(left(60)).toBeCloseTo(360 / 3 / 100)
})

test('two points at the same moment of a coarse clock give a finite speed', () => {
  const { imagesPerSecond } = progressOf([point(10, 3)], { ...from, secondsBefore: 3 })
  expect(imagesPerSecond).toSatisfy(Number.isFinite)
})

test('what was learned before a run was resumed does not make it faster', () => {
  const resumed = { ...from, secondsBefore: 1, imagesBefore: 60 }
  expect(progressOf([point(10, 2)], resumed).imagesPerSecond).toBe(40)
})

test('images kept out of training are scored too', () => {
  const withValidation = { ...from, data: { ...data, validation: smallSet(30) } }
  expect(progressOf([point(60, 1)], withValidation).secondsLeft).toBeCloseTo(390 / 3 / 100)
})
