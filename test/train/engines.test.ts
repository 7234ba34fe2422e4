import * as tf from '@tensorflow/tfjs'
import { beforeEach, describe, expect, test } from 'vitest'
import { mnistShape } from '../../electron/contract/datasets.ts'
import type { Engine } from '../../electron/contract/training.ts'
import { activations, optimizers, referenceConfig } from '../../electron/contract/train-config.ts'
import {
  backendConfig,
  type BackendConfig,
  type MakeBackend,
  type StepSettings,
} from '../../electron/train/backend.ts'
import { loadBinding } from '../../electron/train/binding.ts'
import { dropoutMasks } from '../../electron/train/dropout.ts'
import { loadEngine } from '../../electron/train/engine.ts'
import { firstWeights } from '../../electron/train/first-weights.ts'
import { layersOf, type LayerWeights, type NetworkSize } from '../../electron/train/network.ts'
import { fewImages, readTaught, taught } from './few-images.ts'
import { meanLoss, objective, slope } from './reference-network.ts'
import { smallSet } from './small-set.ts'
import { textbook } from './textbook.ts'

const plain = backendConfig({ ...referenceConfig, hidden: [8] }, mnistShape)
const start = (config: NetworkSize) => firstWeights({ ...config, firstWeights: 'uniform', seed: 3 })
const set = smallSet(40)
const at = (step: number, learningRate = 0.01): StepSettings => ({ step, learningRate })

const masksOf = (config: BackendConfig, step: number) => {
  const maskOf = dropoutMasks(config)
  return maskOf === null
    ? []
    : config.hidden.map((units, layer) => maskOf(step, layer, units * fewImages.labels.length))
}

/** By the textbook: how the objective of the first step rises with each of the taught numbers. */
function slopes(config: BackendConfig, layers: readonly LayerWeights[]): readonly number[] {
  const masks = masksOf(config, 1)
  return taught(layers).map(([values, index]) =>
    slope(values, index, () => objective(config, layers, fewImages, masks)),
  )
}

const held = {
  native: () => loadBinding().getNumOfTensors(),
  wasm: () => tf.memory().numTensors,
  cpu: () => tf.memory().numTensors,
} as const

function weightsAfter(
  makeBackend: MakeBackend,
  config: BackendConfig,
  { steps = 20, learningRate = 0.01 } = {},
) {
  const backend = makeBackend(config, start(config))
  for (let step = 1; step <= steps; step += 1)
    backend.step(set.pixels, set.labels, at(step, learningRate))
  const weights = backend.weights()
  backend.dispose()
  return weights
}

describe.each(['native', 'wasm', 'cpu'] as const)('the %s engine', (kind) => {
  let engine: Engine
  let makeBackend: MakeBackend
  beforeEach(async () => {
    ;({ engine, makeBackend } = await loadEngine(kind, 1))
  })

  test('says what it is', () => {
    expect(engine).toMatchObject({ kind, threads: 1 })
    expect(engine.version).toMatch(/^\d+\.\d+\.\d+/)
    if (kind !== 'native') expect(tf.getBackend()).toBe(kind)
  })

  const regularised: Partial<BackendConfig> = {
    dropout: 0.3,
    weightDecay: 0.05,
    labelSmoothing: 0.2,
    normalisation: 'standard',
  }
  const settings = activations.flatMap((activation) => [
    { activation },
    { activation, ...regularised },
  ])
  test.each(settings)('has the gradient of %j', (set) => {
    const config: BackendConfig = { ...plain, hidden: [4, 3], optimizer: 'sgd', ...set }
    const layers = start(config)
    const backend = makeBackend(config, layers)
    const before = readTaught(layers)
    const score = backend.step(fewImages.pixels, fewImages.labels, at(1, 1))
    const after = readTaught(layersOf(config, backend.weights()))
    backend.dispose()
    // The loss told is the labels' own, so that runs with other targets compare.
    expect(score.loss / 3).toBeCloseTo(meanLoss(config, layers, fewImages, masksOf(config, 1)), 5)
    slopes(config, layers).forEach((expected, index) => {
      expect((before[index] ?? NaN) - (after[index] ?? NaN)).toBeCloseTo(expected, 5)
    })
  })

  test.each(
    optimizers.flatMap((optimizer) => [0, 0.3].map((decay) => [optimizer, decay] as const)),
  )(
    'takes the steps of %s with weight decay %d and a rate that changes',
    (optimizer, weightDecay) => {
      const config: BackendConfig = { ...plain, hidden: [], optimizer, weightDecay, epsilon: 1e-4 }
      const isDecoupled = optimizer === 'adamw'
      const backend = makeBackend(config, start(config))
      const expected = layersOf(config, backend.weights())
      const states = taught(expected).map((): number[] => [])
      for (let step = 1; step <= 3; step += 1) {
        const settings = at(step, 0.01 * step)
        backend.step(fewImages.pixels, fewImages.labels, settings)
        const found = slopes(isDecoupled ? { ...config, weightDecay: 0 } : config, expected)
        taught(expected).forEach(([values, index], number) => {
          const value = values[index] ?? NaN
          const decays = isDecoupled && expected.some(({ matrix }) => matrix === values)
          const kept = decays ? value * (1 - settings.learningRate * weightDecay) : value
          const move = textbook[optimizer](
            found[number] ?? NaN,
            states[number] ?? [],
            config,
            settings,
          )
          values[index] = kept + move
        })
      }
      const reached = readTaught(layersOf(config, backend.weights()))
      backend.dispose()
      readTaught(expected).forEach((value, index) => {
        expect(reached[index]).toBeCloseTo(value, 5)
      })
    },
  )

  test.each([[[]], [[8]], [[12, 6]]])(
    'learns the digits of a small set with hidden layers %j',
    (hidden) => {
      const backend = makeBackend({ ...plain, hidden }, start({ ...plain, hidden }))
      for (let step = 1; step <= 150; step += 1) backend.step(set.pixels, set.labels, at(step))
      expect(backend.measure(set.pixels, set.labels).wrong).toBe(0)
      backend.dispose()
    },
  )

  test('repeats itself bit for bit, and shows when something differs', () => {
    const config = { ...plain, ...regularised }
    const weights = weightsAfter(makeBackend, config)
    expect(weightsAfter(makeBackend, config)).toEqual(weights)
    expect(weightsAfter(makeBackend, config, { learningRate: 0.010001 })).not.toEqual(weights)
    expect(weightsAfter(makeBackend, { ...config, seed: 2 })).not.toEqual(weights)
    expect(weightsAfter(makeBackend, plain)).not.toEqual(weights)
  })

  test('leaves nothing out when it measures', () => {
    const [dropping, whole] = [0.5, 0].map((dropout) => {
      const backend = makeBackend({ ...plain, dropout }, start(plain))
      const measured = backend.measure(set.pixels, set.labels)
      const stepped = backend.step(set.pixels, set.labels, at(1))
      backend.dispose()
      return { measured, stepped }
    })
    expect(dropping?.measured).toEqual(whole?.measured)
    expect(dropping?.stepped).not.toEqual(whole?.stepped)
  })

  test('learns nothing from measuring, and leaves the first weights alone', () => {
    const layers = start(plain)
    const backend = makeBackend(plain, layers)
    const before = backend.weights()
    backend.measure(set.pixels, set.labels)
    expect(backend.weights()).toEqual(before)
    backend.step(set.pixels, set.labels, at(1))
    expect(backend.weights()).not.toEqual(before)
    expect(layers).toEqual(start(plain))
    backend.dispose()
  })

  test('learns nothing from a loss that is not finite', () => {
    const layers = start(plain)
    layers[1]?.biases.fill(NaN, 2, 3)
    const backend = makeBackend(plain, layers)
    const before = backend.weights()
    expect(backend.step(set.pixels, set.labels, at(1)).loss).toBeNaN()
    expect(backend.weights()).toEqual(before)
    backend.dispose()
  })

  const holding =
    'holds no more tensors after many steps of %s than after one, none when disposed of'
  test.each(optimizers)(holding, (optimizer) => {
    const atFirst = held[kind]()
    const config: BackendConfig = { ...plain, ...regularised, activation: 'gelu', optimizer }
    const backend = makeBackend(config, start(config))
    backend.step(set.pixels, set.labels, at(1))
    const afterOne = held[kind]()
    for (let step = 2; step <= 20; step += 1) {
      backend.step(set.pixels, set.labels, at(step))
      backend.measure(set.pixels, set.labels)
      backend.weights()
      backend.slots()
    }
    expect(held[kind]()).toBe(afterOne)
    backend.dispose()
    expect(held[kind]()).toBe(atFirst)
  })
})
