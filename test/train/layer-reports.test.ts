import { describe, expect, test } from 'vitest'
import { mnistShape } from '../../electron/contract/datasets.ts'
import { engineKinds } from '../../electron/contract/training.ts'
import { referenceConfig, type TrainConfig } from '../../electron/contract/train-config.ts'
import { backendConfig, type Backend } from '../../electron/train/backend.ts'
import { loadEngine } from '../../electron/train/engine.ts'
import { firstWeights } from '../../electron/train/first-weights.ts'
import { histogramOf } from '../../electron/train/histogram.ts'
import { layerReports } from '../../electron/train/layer-reports.ts'
import { layersOf } from '../../electron/train/network.ts'
import { createUnitWatch } from '../../electron/train/unit-watch.ts'
import { smallSet } from './small-set.ts'

const config: TrainConfig = { ...referenceConfig, hidden: [6, 5], activation: 'relu' }
const network = backendConfig(config, mnistShape)
const images = smallSet(40)

/** A backend whose third unit of the first layer has a bias that no image lifts above zero. */
async function backendOf(kind: (typeof engineKinds)[number]): Promise<Backend> {
  const { makeBackend } = await loadEngine(kind, 1)
  const weights = firstWeights({ ...config, ...network })
  weights[0]?.biases.set([-1000], 2)
  return makeBackend(network, weights)
}

describe.each(engineKinds)('on %s', (kind) => {
  test('a report tells of each layer and counts the units that no image moves', async () => {
    const backend = await backendOf(kind)
    const watch = createUnitWatch(network, config.activation)
    backend.measure(images.pixels, images.labels, watch.see)
    const before = backend.weights()
    const reports = layerReports(network, backend, images, watch)
    expect(backend.weights()).toEqual(before)
    expect(reports.map(({ layer, inputs, units }) => [layer, inputs, units])).toEqual([
      [1, 784, 6],
      [2, 6, 5],
      [3, 5, 10],
    ])
    expect(reports[0]?.dead).toBeGreaterThanOrEqual(1)
    expect(reports[2]?.dead).toBeNull()
    const inspections = backend.inspect(images.pixels, images.labels)
    const matrices = layersOf(network, before).map(({ matrix }) => matrix)
    expect(reports.map(({ weights }) => weights)).toEqual(matrices.map(histogramOf))
    expect(reports.map(({ gradients }) => gradients)).toEqual(
      inspections.map(({ gradient }) => histogramOf(gradient)),
    )
    expect(reports.map(({ activations }) => activations)).toEqual(
      inspections.map(({ activations }) => histogramOf(activations)),
    )
    backend.dispose()
  })

  test('the outputs of hidden layers are heard in order, and the score is the same', async () => {
    const backend = await backendOf(kind)
    const heard: [number, readonly number[]][] = []
    const score = backend.measure(images.pixels, images.labels, (hidden, outputs) => {
      heard.push([hidden, [...outputs]])
    })
    expect(score).toEqual(backend.measure(images.pixels, images.labels))
    const inspections = backend.inspect(images.pixels, images.labels)
    expect(heard).toEqual(
      inspections.slice(0, -1).map(({ activations }, hidden) => [hidden, [...activations]]),
    )
    const third = heard[0]?.[1].filter((_, at) => at % 6 === 2) ?? []
    expect(third).toEqual(Array<number>(40).fill(0))
    backend.dispose()
  })
})
