import { expect, test } from 'vitest'
import { firstWeights } from '../../electron/train/first-weights.ts'
import { bytesOf } from '../../electron/train/network.ts'

const reference = { hidden: [500], seed: 1 }

test('weights and biases lie within one by the root of the inputs, and fill that range evenly', () => {
  for (const { shape, matrix, biases } of firstWeights(reference)) {
    const bound = 1 / Math.sqrt(shape.inputs)
    const values = [...matrix, ...biases]
    const inside = values.filter((value) => Math.abs(value) <= bound)
    expect(inside).toHaveLength((shape.inputs + 1) * shape.outputs)
    const quarters = [-1, -0.5, 0, 0.5].map(
      (from) => values.filter((v) => v >= from * bound && v < (from + 0.5) * bound).length,
    )
    for (const count of quarters) expect(count / values.length).toBeCloseTo(0.25, 1)
  }
})

test('the same seed gives the same weights, every other seed other ones', () => {
  const weights = [0, 1, 2, 4_294_967_295].map((seed) => {
    const bytes = bytesOf(firstWeights({ hidden: [8], seed }))
    expect(bytesOf(firstWeights({ hidden: [8], seed }))).toEqual(bytes)
    return Buffer.from(bytes).toString('hex', 0, 4)
  })
  expect(new Set(weights).size).toBe(weights.length)
})

test('a network without hidden layers has one layer', () => {
  expect(firstWeights({ hidden: [], seed: 1 }).map(({ shape }) => shape)).toEqual([
    { inputs: 784, outputs: 10 },
  ])
})
