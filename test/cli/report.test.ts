import { expect, test } from 'vitest'
import { referenceReport } from '../../electron/cli/report.ts'
import type { MetricPoint } from '../../electron/contract/training.ts'

const point = (step: number, images: number, loss: number | null, error: number): MetricPoint => ({
  step,
  images,
  loss,
  error,
  seconds: 0,
})

test('every 200 steps a line tells the mean over the images since the line before', () => {
  const report = referenceReport(600)
  expect(report(point(100, 10_000, 1, 0.5), 5)).toBeUndefined()
  expect(report(point(200, 30_000, 2, 0.1), 5)).toBe(
    'Epoch [1/5], Step [200/600], Loss: 1.7500, Running error: 20.00 %',
  )
  expect(report(point(400, 20_000, 0.5, 0.04), 5)).toBe(
    'Epoch [1/5], Step [400/600], Loss: 0.5000, Running error: 4.00 %',
  )
})

test('an epoch begins anew, whatever was left of the one before', () => {
  const report = referenceReport(250)
  report(point(200, 100, 1, 1), 2)
  expect(report(point(250, 100, 1, 1), 2)).toBeUndefined()
  expect(report(point(450, 100, 0.25, 0), 2)).toBe(
    'Epoch [2/2], Step [200/250], Loss: 0.2500, Running error: 0.00 %',
  )
})

test('a loss that is not finite is said in words', () => {
  expect(referenceReport(200)(point(200, 100, null, 0.9), 1)).toContain('Loss: not finite')
})

test('a run that goes on reports from where it was, in a line with the epochs it has by now', () => {
  const report = referenceReport(600, 650)
  expect(report(point(700, 100, 1, 0.5), 5)).toBeUndefined()
  expect(report(point(800, 100, 3, 0.1), 7)).toBe(
    'Epoch [2/7], Step [200/600], Loss: 2.0000, Running error: 30.00 %',
  )
})
