import { expect, test } from 'vitest'
import { mnistShape } from '../../electron/contract/datasets.ts'
import { referenceConfig } from '../../electron/contract/train-config.ts'
import { firstWeights } from '../../electron/train/first-weights.ts'
import { bytesOf, networkSize } from '../../electron/train/network.ts'

const reference = { ...referenceConfig, ...networkSize(referenceConfig, mnistShape) }

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

test.each([
  ['glorot', [784 + 500, 500 + 10]],
  ['he', [784, 500]],
] as const)('%s fills its range evenly, and its biases are 0', (kind, parts) => {
  firstWeights({ ...reference, firstWeights: kind }).forEach(({ matrix, biases }, index) => {
    const bound = Math.sqrt(6 / (parts[index] ?? NaN))
    const largest = matrix.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0)
    expect(largest).toBeLessThanOrEqual(Math.fround(bound))
    expect(largest).toBeGreaterThan(0.999 * bound)
    const square = matrix.reduce((sum, weight) => sum + weight ** 2, 0) / matrix.length
    expect(square / bound ** 2).toBeCloseTo(1 / 3, 1)
    expect(biases).toEqual(new Float32Array(biases.length))
  })
})

test('the same seed gives the same weights, every other seed other ones', () => {
  const weights = [0, 1, 2, 4_294_967_295].map((seed) => {
    const bytes = bytesOf(firstWeights({ ...reference, hidden: [8], seed }))
    expect(bytesOf(firstWeights({ ...reference, hidden: [8], seed }))).toEqual(bytes)
    return Buffer.from(bytes).toString('hex', 0, 4)
  })
  expect(new Set(weights).size).toBe(weights.length)
})

test('a network without hidden layers has one layer', () => {
  expect(firstWeights({ ...reference, hidden: [] }).map(({ shape }) => shape)).toEqual([
    { inputs: 784, outputs: 10 },
  ])
})
