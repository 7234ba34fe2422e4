import { expect, test } from 'vitest'
import type { LayerReport } from '../../electron/contract/training.ts'
import { addRateChange } from '../../electron/store/changes.sql.ts'
import { addLayers, layersOf } from '../../electron/store/layers.sql.ts'
import { addEpoch } from '../../electron/store/training.sql.ts'
import { a, add, tempDb } from './a-run.ts'

const histogram = { least: -1, most: 1, counts: [1, 2, 3] }
const report = (layer: number, dead: number | null): LayerReport => ({
  layer,
  inputs: 4,
  units: 3,
  weights: histogram,
  gradients: histogram,
  activations: histogram,
  dead,
  saturated: null,
})
const layers = (dead: number) => [report(1, dead), report(2, null)]

test('the layers of a run read by epoch, each from input to output', () => {
  const db = tempDb()
  add(db, a)
  const epochs = [11, 2, 1].map((epoch) => ({ epoch, layers: layers(epoch) }))
  for (const epoch of epochs) addLayers(db, a, epoch)
  expect(layersOf(db, a)).toEqual(epochs.toReversed())
})

test('an epoch that is learned once more replaces what was known of its layers', () => {
  const db = tempDb()
  add(db, a)
  addLayers(db, a, { epoch: 1, layers: layers(1) })
  addLayers(db, a, { epoch: 1, layers: layers(5) })
  expect(layersOf(db, a)).toEqual([{ epoch: 1, layers: layers(5) }])
})

test('a change of the learning rate takes the layers of the epochs after it along', () => {
  const db = tempDb()
  add(db, a)
  const score = { loss: 1, error: 0.1 }
  for (const epoch of [1, 2]) {
    addEpoch(db, a, {
      epoch,
      step: 600 * epoch,
      seconds: 1,
      imagesPerSecond: 1,
      running: score,
      train: score,
      test: score,
      validation: null,
    })
    addLayers(db, a, { epoch, layers: layers(0) })
  }
  addRateChange(db, a, { step: 601, learningRate: 0.1 })
  expect(layersOf(db, a).map(({ epoch }) => epoch)).toEqual([1])
})
