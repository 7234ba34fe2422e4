import * as tf from '@tensorflow/tfjs'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Engine } from '../../electron/contract/entities.ts'
import { activations, optimizers } from '../../electron/contract/train-config.ts'
import type { BackendConfig, MakeBackend } from '../../electron/train/backend.ts'
import { loadBinding } from '../../electron/train/binding.ts'
import { loadEngine } from '../../electron/train/engine.ts'
import { firstWeights } from '../../electron/train/first-weights.ts'
import { inputs, layersOf, type LayerWeights } from '../../electron/train/network.ts'
import { meanLoss, slope } from './reference-network.ts'
import { smallSet } from './small-set.ts'

const plain: BackendConfig = {
  hidden: [8],
  activation: 'relu',
  optimizer: 'adam',
  learningRate: 0.01,
}
const start = (config: Pick<BackendConfig, 'hidden'>) => firstWeights({ ...config, seed: 3 })
const set = smallSet(40)

/** Three images with few bright pixels, so that most weights have no slope and few need to be tried. */
const bright = [10, 200, 500]
const few = { pixels: new Uint8Array(3 * inputs), labels: Uint8Array.of(4, 0, 9) }
few.labels.forEach((_, image) => {
  bright.forEach((pixel, index) => {
    few.pixels[image * inputs + pixel] = 60 * (image + 1) + 20 * index
  })
})

/** The numbers of a network that `few` teaches, as pairs of an array and an index. */
function taught(layers: readonly LayerWeights[]): readonly (readonly [Float32Array, number])[] {
  return layers.flatMap(({ shape, matrix, biases }, index) => {
    const rows = index === 0 ? bright : Array.from({ length: shape.inputs }, (_, row) => row)
    const columns = Array.from({ length: shape.outputs }, (_, column) => column)
    return [
      ...rows.flatMap((row) => columns.map((c) => [matrix, row * shape.outputs + c] as const)),
      ...columns.map((column) => [biases, column] as const),
    ]
  })
}

const read = (layers: readonly LayerWeights[]) =>
  taught(layers).map(([values, index]) => values[index] ?? NaN)

const slopes = (activation: BackendConfig['activation'], layers: readonly LayerWeights[]) =>
  taught(layers).map(([values, index]) =>
    slope(values, index, () => meanLoss(activation, layers, few.pixels, few.labels)),
  )

/** By how much each optimizer moves one number, by the textbook; `state` is its own, steps count from 1. */
const textbook = {
  sgd: (g: number, rate: number) => -rate * g,
  momentum: (g: number, rate: number, state: number[]) => {
    state[0] = 0.9 * (state[0] ?? 0) + g
    return -rate * state[0]
  },
  adam: (g: number, rate: number, state: number[], step: number) => {
    state[0] = 0.9 * (state[0] ?? 0) + 0.1 * g
    state[1] = 0.999 * (state[1] ?? 0) + 0.001 * g * g
    const mean = state[0] / (1 - 0.9 ** step)
    const square = state[1] / (1 - 0.999 ** step)
    return (-rate * mean) / (Math.sqrt(square) + 1e-8)
  },
} as const

const held = {
  native: () => loadBinding().getNumOfTensors(),
  wasm: () => tf.memory().numTensors,
  cpu: () => tf.memory().numTensors,
} as const

function weightsAfter(makeBackend: MakeBackend, config: BackendConfig, steps: number) {
  const backend = makeBackend(config, start(config))
  for (let step = 0; step < steps; step += 1) backend.step(set.pixels, set.labels)
  const weights = backend.weights()
  backend.dispose()
  return weights
}

const floats = (bytes: Uint8Array) => new Float32Array(bytes.slice().buffer)

/** The largest difference between two lists of numbers. */
const distance = (some: Float32Array, others: Float32Array) =>
  some.reduce((most, value, index) => Math.max(most, Math.abs(value - (others[index] ?? NaN))), 0)

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

  test.each(activations)('has the gradient of a %s network', (activation) => {
    const config: BackendConfig = { hidden: [4, 3], activation, optimizer: 'sgd', learningRate: 1 }
    const layers = start(config)
    const backend = makeBackend(config, layers)
    const before = read(layers)
    const score = backend.step(few.pixels, few.labels)
    const after = read(layersOf(config, backend.weights()))
    backend.dispose()
    expect(score.loss / 3).toBeCloseTo(meanLoss(activation, layers, few.pixels, few.labels), 5)
    slopes(activation, layers).forEach((expected, index) => {
      expect((before[index] ?? NaN) - (after[index] ?? NaN)).toBeCloseTo(expected, 5)
    })
  })

  test.each(optimizers)('takes the steps of %s', (optimizer) => {
    const config: BackendConfig = { ...plain, hidden: [], optimizer }
    const layers = start(config)
    const backend = makeBackend(config, layers)
    const expected = layersOf(config, backend.weights())
    const states = taught(expected).map((): number[] => [])
    for (let step = 1; step <= 3; step += 1) {
      backend.step(few.pixels, few.labels)
      const found = slopes('relu', expected)
      taught(expected).forEach(([values, index], at) => {
        const move = textbook[optimizer](found[at] ?? NaN, 0.01, states[at] ?? [], step)
        values[index] = (values[index] ?? NaN) + move
      })
    }
    const reached = read(layersOf(config, backend.weights()))
    backend.dispose()
    read(expected).forEach((value, index) => {
      expect(reached[index]).toBeCloseTo(value, 5)
    })
  })

  test.each([[[]], [[8]], [[12, 6]]])(
    'learns the digits of a small set with hidden layers %j',
    (hidden) => {
      const backend = makeBackend({ ...plain, hidden }, start({ hidden }))
      for (let step = 0; step < 150; step += 1) backend.step(set.pixels, set.labels)
      expect(backend.measure(set.pixels, set.labels).wrong).toBe(0)
      backend.dispose()
    },
  )

  test('repeats itself bit for bit, and shows when something differs', () => {
    const weights = weightsAfter(makeBackend, plain, 20)
    expect(weightsAfter(makeBackend, plain, 20)).toEqual(weights)
    expect(weightsAfter(makeBackend, { ...plain, learningRate: 0.010001 }, 20)).not.toEqual(weights)
  })

  test('learns nothing from measuring, and leaves the first weights alone', () => {
    const layers = start(plain)
    const backend = makeBackend(plain, layers)
    const before = backend.weights()
    backend.measure(set.pixels, set.labels)
    expect(backend.weights()).toEqual(before)
    backend.step(set.pixels, set.labels)
    expect(backend.weights()).not.toEqual(before)
    expect(layers).toEqual(start(plain))
    backend.dispose()
  })

  test('learns nothing from a loss that is not finite', () => {
    const layers = start(plain)
    layers[1]?.biases.fill(NaN, 2, 3)
    const backend = makeBackend(plain, layers)
    const before = backend.weights()
    expect(backend.step(set.pixels, set.labels).loss).toBeNaN()
    expect(backend.weights()).toEqual(before)
    backend.dispose()
  })

  test('holds no more tensors after many steps than after one, and none when disposed of', () => {
    const atFirst = held[kind]()
    const backend = makeBackend(plain, start(plain))
    backend.step(set.pixels, set.labels)
    const afterOne = held[kind]()
    for (let step = 0; step < 20; step += 1) {
      backend.step(set.pixels, set.labels)
      backend.measure(set.pixels, set.labels)
      backend.weights()
    }
    expect(held[kind]()).toBe(afterOne)
    backend.dispose()
    expect(held[kind]()).toBe(atFirst)
  })

  test.each(optimizers)(
    'agrees closely with plain JavaScript after steps of %s',
    async (optimizer) => {
      const config = { ...plain, optimizer }
      const weights = floats(weightsAfter(makeBackend, config, 10))
      const { makeBackend: makeOther } = await loadEngine('cpu', 1)
      const others = floats(weightsAfter(makeOther, config, 10))
      if (kind !== 'cpu') await loadEngine(kind, 1)
      expect(distance(weights, others)).toBeLessThan(1e-4)
      expect(distance(weights, floats(weightsAfter(makeBackend, config, 11)))).toBeGreaterThan(1e-4)
    },
  )
})
