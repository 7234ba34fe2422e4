import { expect, test } from 'vitest'
import type { LayerReport } from '../../../electron/contract/training.ts'
import { binsOf, canSaturate, formatShort, layerRows } from '../../../renderer/lib/layer-rows.ts'

const histogram = (least: number, most: number, ...counts: readonly number[]) => ({
  least,
  most,
  counts,
})
const report = (given: Partial<LayerReport> = {}): LayerReport => ({
  layer: 1,
  inputs: 784,
  units: 500,
  weights: histogram(-0.5, 0.5, 100, 300),
  gradients: histogram(-2e-4, 1e-4, 7),
  activations: histogram(0, 6.25, 1),
  dead: 13,
  saturated: null,
  ...given,
})

test('bars grow with the square root of the count, from none to the fullest', () => {
  const bins = binsOf(histogram(-1, 1, 0, 25, 100, 4))
  expect(bins.map(({ height }) => height)).toEqual([0, 0.5, 1, 0.2])
  expect(bins.map(({ from, to }) => [from, to])).toEqual([
    ['−1', '−0.5'],
    ['−0.5', '0'],
    ['0', '0.5'],
    ['0.5', '1'],
  ])
})

test('a histogram of nothing has no bars', () => {
  expect(binsOf(histogram(0, 0, 0, 0)).map(({ height }) => height)).toEqual([0, 0])
})

test('a row tells of a layer and of the values that are asked for', () => {
  const epoch = { epoch: 3, layers: [report()] }
  expect(layerRows(epoch, 'weights')[0]).toMatchObject({
    shape: '784 × 500',
    parameters: '392,500',
    dead: '13',
    saturated: '–',
    least: '−0.5',
    most: '0.5',
    spread: '0.217',
  })
  expect(layerRows(epoch, 'gradients')[0]).toMatchObject({ least: '−2.0e-4', most: '1.0e-4' })
})

test('the last layer has no units to be dead', () => {
  expect(layerRows({ epoch: 1, layers: [report({ dead: null })] }, 'weights')[0]?.dead).toBe('–')
})

test('saturation is shown where some layer has any', () => {
  const epochOf = (saturated: number | null) => ({
    epoch: 1,
    layers: [report(), report({ saturated })],
  })
  expect(canSaturate(epochOf(null))).toBe(false)
  expect(canSaturate(epochOf(0))).toBe(true)
  expect(layerRows(epochOf(0.1234), 'weights')[1]?.saturated).toBe('12.34')
})

test.each([
  [0, '0'],
  [-0.30444, '−0.304'],
  [12.345, '12.3'],
  [1234, '1230'],
  [0.00099, '9.9e-4'],
  [-3.4e38, '−3.4e+38'],
])('%d is written %s', (value, text) => {
  expect(formatShort(value)).toBe(text)
})
