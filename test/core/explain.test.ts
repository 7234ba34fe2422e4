import { describe, expect, test } from 'vitest'
import { activations, normalisations } from '../../electron/contract/train-config.ts'
import { loudest, reasonsOf } from '../../electron/core/explain.ts'
import { loadModel, passesOf, type Model } from '../../electron/core/models.ts'
import { shapeOf } from '../fixtures/shapes.ts'
import { madeUpModel } from '../fixtures/made-up-model.ts'

const image = Uint8Array.from({ length: 784 }, (_, at) => Math.max(0, Math.sin(at * 0.37) * 255))

const modelOf = (...made: Parameters<typeof madeUpModel>): Model => {
  const { config, shape, weights } = madeUpModel(...made)
  return loadModel(config, shape, weights)
}

/** The model with as much more on the sums of a layer as `more` of one of its inputs would bring. */
function nudged(model: Model, layer: number, input: number, more: number): Model {
  return {
    ...model,
    layers: model.layers.map((each, index) => {
      if (index !== layer) return each
      const { shape, matrix } = each
      const biases = Array.from(
        each.biases,
        (bias, to) => bias + more * (matrix[input * shape.outputs + to] ?? NaN),
      )
      return { ...each, biases }
    }),
  }
}

/** Of a class's logit by an input of a layer, from two models with a little less and a little more of it. */
function derivative(model: Model, layer: number, input: number, label: number): number {
  const step = 1e-5
  const logit = (more: number) =>
    passesOf(nudged(model, layer, input, more), image).at(-1)?.sums[label] ?? NaN
  return (logit(step) - logit(-step)) / (2 * step)
}

const every = (count: number, times: number) =>
  Array.from({ length: times }, (_, index) => Math.floor((index * count) / times))

const made = activations.flatMap((activation) =>
  [[9], [14, 9], [12, 8, 6, 5]].flatMap((hidden) =>
    normalisations.map((normalisation) => ({ activation, hidden, normalisation })),
  ),
)

describe('an answer is explained by exact derivatives of its logit', () => {
  test.each(made)('$activation, hidden $hidden, pixels $normalisation', (config) => {
    const model = modelOf(config.hidden, config.activation, config.normalisation)
    const { guess, units, saliency } = reasonsOf(model, image)
    expect(units.map(({ unit }) => unit)).toEqual([...Array(config.hidden[0]).keys()])
    const outputs = passesOf(model, image)[1]?.inputs
    for (const { unit, activation, contribution } of units) {
      expect(activation).toBe(outputs?.[unit])
      const expected = activation * derivative(model, 1, unit, guess.digit)
      expect(contribution).toBeCloseTo(expected, 6)
    }
    for (const pixel of every(784, 40)) {
      const value = (image[pixel] ?? NaN) / model.white
      const expected = value * derivative(model, 0, pixel, guess.digit)
      expect(saliency[pixel]).toBeCloseTo(expected, 6)
    }
  })

  test('without a hidden layer, where pixels and bias make up the logit', () => {
    const model = modelOf([])
    const { guess, units, saliency } = reasonsOf(model, image)
    expect(units).toEqual([])
    const logit = passesOf(model, image)[0]?.sums[guess.digit] ?? NaN
    const sum = saliency.reduce((total, each) => total + each, 0)
    expect(sum + (model.layers[0]?.biases[guess.digit] ?? NaN)).toBeCloseTo(logit, 9)
  })

  test('with one hidden layer, whose units and bias make up the logit', () => {
    const model = modelOf([30], 'tanh')
    const { guess, units } = reasonsOf(model, image)
    const logit = passesOf(model, image)[1]?.sums[guess.digit] ?? NaN
    const sum = units.reduce((total, { contribution }) => total + contribution, 0)
    expect(sum + (model.layers[1]?.biases[guess.digit] ?? NaN)).toBeCloseTo(logit, 9)
  })

  test('and black pixels have no part in it', () => {
    const { saliency } = reasonsOf(modelOf([7], 'sigmoid', 'standard'), image)
    image.forEach((byte, at) => {
      if (byte === 0) expect(saliency[at]).toBeCloseTo(0, 12)
    })
  })
})

test('the loudest units are those with the largest contribution of either sign, with their weights', () => {
  const model = modelOf([30, 9], 'tanh')
  const reasons = reasonsOf(model, image)
  const parts = loudest(model, reasons, 5)
  const sizes = reasons.units.map(({ contribution }) => Math.abs(contribution))
  expect(parts.map(({ contribution }) => Math.abs(contribution))).toEqual(
    sizes.toSorted((a, b) => b - a).slice(0, 5),
  )
  for (const { unit, weights } of parts) {
    const tile = new Int8Array(Buffer.from(weights.values, 'base64'))
    expect(tile).toHaveLength(784)
    expect(Math.max(...tile.map(Math.abs))).toBe(127)
    tile.forEach((value, pixel) => {
      const weight = model.layers[0]?.matrix[pixel * 30 + unit] ?? NaN
      expect(Math.abs((value / 127) * weights.most - weight)).toBeLessThanOrEqual(
        weights.most / 250,
      )
    })
  }
})

test('images of any shape can be explained', () => {
  const { saliency } = reasonsOf(
    modelOf([5], 'relu', 'unit', shapeOf(4, 6, 3)),
    new Uint8Array(24).fill(9),
  )
  expect(saliency).toHaveLength(24)
})
