import { expect, test } from 'vitest'
import type { LayerReport, MetricPoint } from '../../electron/contract/training.ts'
import { write } from '../../electron/store/database.ts'
import { lastUnitsOf, somePointsOf } from '../../electron/store/diagnosis.sql.ts'
import { addLayers } from '../../electron/store/layers.sql.ts'
import { addPoints } from '../../electron/store/training.sql.ts'
import { a, add, b, tempDb } from './a-run.ts'

const point = (step: number): MetricPoint => ({
  step,
  loss: 1 / step,
  error: 0.25,
  images: 400,
  seconds: step / 500,
})
const stepsIn = (points: readonly MetricPoint[]) => points.map(({ step }) => step)

test('of few points all are chosen, as they were recorded, and of no other run', () => {
  const db = tempDb()
  add(db, a)
  add(db, b)
  addPoints(db, a, [20, 40, 50, 70].map(point))
  addPoints(db, b, [30].map(point))
  expect(somePointsOf(db, a, 250)).toEqual([20, 40, 50, 70].map(point))
  expect(stepsIn(somePointsOf(db, b, 250))).toEqual([30])
})

test('of many points some are chosen, evenly, the first and the last among them', () => {
  const db = tempDb()
  add(db, a)
  const all = Array.from({ length: 5000 }, (_, index) => point(index + 1))
  write(db, () => {
    addPoints(db, a, all)
  })
  const steps = stepsIn(somePointsOf(db, a, 10))
  expect(steps).toHaveLength(11)
  expect([steps[0], steps.at(-1)]).toEqual([1, 5000])
  const gaps = steps.slice(1).map((step, index) => step - (steps[index] ?? 0))
  expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(1)
})

test('a run without points has none to choose from', () => {
  const db = tempDb()
  add(db, a)
  expect(somePointsOf(db, a, 250)).toEqual([])
})

test('of the layers those of the last epoch are told, in order', () => {
  const db = tempDb()
  add(db, a)
  const none = { least: 0, most: 1, counts: [] }
  const report = (layer: number, dead: number | null): LayerReport => ({
    layer,
    inputs: 784,
    units: 64,
    weights: none,
    gradients: none,
    activations: none,
    dead,
    saturated: dead === null ? null : 0.25,
  })
  expect(lastUnitsOf(db, a)).toEqual([])
  addLayers(db, a, { epoch: 9, layers: [report(1, 3), report(2, null)] })
  addLayers(db, a, { epoch: 10, layers: [report(1, 5), report(2, null)] })
  expect(lastUnitsOf(db, a)).toEqual([
    { layer: 1, units: 64, dead: 5, saturated: 0.25 },
    { layer: 2, units: 64, dead: null, saturated: null },
  ])
})
