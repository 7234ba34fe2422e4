import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mnistShape, type DataShape } from '../../electron/contract/datasets.ts'
import {
  activations,
  normalisations,
  type TrainConfig,
} from '../../electron/contract/train-config.ts'
import { AppError } from '../../electron/contract/errors.ts'
import { createModelCache, guess, loadModel } from '../../electron/core/models.ts'
import { networkSize, parameterCount } from '../../electron/train/network.ts'
import { activationsByTheBook } from '../fixtures/activations.ts'
import { madeUpNumbers } from '../fixtures/made-up-model.ts'
import { shapeOf } from '../fixtures/shapes.ts'

type Config = Pick<TrainConfig, 'hidden' | 'activation' | 'normalisation'>

const plain: Config = { hidden: [], activation: 'relu', normalisation: 'unit' }

const weightsOf = (config: Config, salt: number, shape = mnistShape) =>
  new Uint8Array(madeUpNumbers(parameterCount(networkSize(config, shape)), 0.2, salt).buffer)

const image = (salt: number, bytes = 784) =>
  Uint8Array.from({ length: bytes }, (_, at) => Math.max(0, Math.sin(at * 0.37 + salt) * 255))

/** The same answer by the book: one sum an output, straight from the flat list of numbers. */
function byTheBook(
  { hidden, activation, normalisation }: Config,
  { classes, mean, deviation }: DataShape,
  weights: Uint8Array,
  pixels: Uint8Array,
) {
  const numbers = new Float32Array(weights.buffer)
  const f = activationsByTheBook[activation]
  const sizes = [pixels.length, ...hidden, classes.length]
  let layer = Array.from(pixels, (byte) => byte / 255)
  if (normalisation === 'standard') layer = layer.map((value) => (value - mean) / deviation)
  let start = 0
  sizes.slice(1).forEach((outputs, index) => {
    const matrix = start
    const biases = start + layer.length * outputs
    start = biases + outputs
    layer = Array.from({ length: outputs }, (_, to) => {
      const sum = layer.reduce(
        (total, value, from) => total + value * (numbers[matrix + from * outputs + to] ?? NaN),
        numbers[biases + to] ?? NaN,
      )
      return index === hidden.length ? Math.exp(sum) : f(sum)
    })
  })
  const total = layer.reduce((sum, power) => sum + power, 0)
  return layer.map((power) => power / total)
}

describe('a checkpoint answers', () => {
  const hiddens = [[], [1], [30], [20, 12]]
  const configs = activations.flatMap((activation) =>
    hiddens.flatMap((hidden) =>
      normalisations.map((normalisation) => ({ activation, hidden, normalisation })),
    ),
  )
  test.each(configs)(
    'as the network is defined: $activation, hidden $hidden, pixels $normalisation',
    (config) => {
      const weights = weightsOf(config, 1)
      const model = loadModel(config, mnistShape, weights)
      for (const pixels of [
        image(0),
        image(2),
        new Uint8Array(784),
        new Uint8Array(784).fill(255),
      ]) {
        const [answer] = guess(model, [pixels])
        const expected = byTheBook(config, mnistShape, weights, pixels)
        answer?.probabilities.forEach((probability, digit) => {
          expect(probability).toBeCloseTo(expected[digit] ?? NaN, 10)
        })
        expect(answer?.digit).toBe(expected.indexOf(Math.max(...expected)))
        expect(answer?.confidence).toBe(answer?.probabilities[answer.digit])
      }
    },
  )

  test.each([shapeOf(12, 20, 3), shapeOf(4, 4, 2), shapeOf(64, 64, 256)])(
    'images of $rows × $columns pixels',
    (shape) => {
      const config: Config = { hidden: [7], activation: 'tanh', normalisation: 'standard' }
      const weights = weightsOf(config, 2, shape)
      const pixels = image(3, shape.rows * shape.columns)
      const [answer] = guess(loadModel(config, shape, weights), [pixels])
      const expected = byTheBook(config, shape, weights, pixels)
      expect(answer?.probabilities).toHaveLength(shape.classes.length)
      expected.forEach((probability, label) => {
        expect(answer?.probabilities[label]).toBeCloseTo(probability, 10)
      })
      expect(answer?.digit).toBe(expected.indexOf(Math.max(...expected)))
    },
  )

  test('many images as it answers each alone, in order', () => {
    const config = { ...plain, hidden: [16] }
    const model = loadModel(config, mnistShape, weightsOf(config, 3))
    const images = Array.from({ length: 20 }, (_, salt) => image(salt))
    expect(guess(model, images)).toEqual(images.flatMap((one) => guess(model, [one])))
    expect(guess(model, [])).toEqual([])
  })

  test('with ten shares of one, also where a softmax by the book would overflow', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.nat(), (spread, salt) => {
        const weights = new Uint8Array(madeUpNumbers(7850, spread, salt % 1000).buffer)
        const [answer] = guess(loadModel(plain, mnistShape, weights), [image(salt % 7)])
        expect(answer?.probabilities).toHaveLength(10)
        expect(answer?.probabilities.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12)
      }),
      { numRuns: 30 },
    )
  })
})

describe('nothing is answered', () => {
  test('from weights of another length', () => {
    expect(() => loadModel(plain, mnistShape, new Uint8Array(31_404))).toThrow(
      new AppError('damaged', 'Weights have 31404 bytes, expected 31400'),
    )
  })

  test('from weights that are not finite', () => {
    const weights = new Uint8Array(new Float32Array(7850).fill(NaN).buffer)
    expect(() => guess(loadModel(plain, mnistShape, weights), [image(1)])).toThrow(
      /no finite answer/,
    )
  })

  test('for an image of another size', () => {
    const model = loadModel(plain, mnistShape, weightsOf(plain, 1))
    expect(() => guess(model, [new Uint8Array(783)])).toThrow(/784 bytes, not 783/)
  })
})

test('the cache keeps the models used last, as many as fit, and loads each of them once', () => {
  const loaded: string[] = []
  const modelOf = createModelCache(2 * 31_400)
  const use = (key: string) =>
    modelOf(key, () => {
      loaded.push(key)
      return loadModel(plain, mnistShape, new Uint8Array(31_400))
    })
  const first = use('a')
  use('b')
  expect(use('a')).toBe(first)
  use('c')
  use('a')
  use('b')
  expect(loaded).toEqual(['a', 'b', 'c', 'b'])
})

test('the cache keeps the model used last even where it alone is too large', () => {
  const modelOf = createModelCache(31_399)
  const load = () => loadModel(plain, mnistShape, new Uint8Array(31_400))
  const large = modelOf('large', load)
  expect(modelOf('large', load)).toBe(large)
  modelOf('next', load)
  expect(modelOf('large', load)).not.toBe(large)
})
