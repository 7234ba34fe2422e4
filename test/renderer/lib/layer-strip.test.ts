import { csvParse } from 'd3-dsv'
import { expect, test } from 'vitest'
import type { EpochLayers, Histogram } from '../../../electron/contract/training.ts'
import {
  labelledColumns,
  layerStrips,
  patchesOf,
  rowEdges,
  shadeOf,
  stripRows,
  stripTable,
  type LayerStrip,
} from '../../../renderer/lib/layer-strip.ts'
import { stripCsv } from '../../../renderer/lib/strip-csv.ts'
import { cellWords, columnWords } from '../../../renderer/lib/strip-words.ts'

const nothing: Histogram = { least: 0, most: 0, counts: [0] }

const anEpoch = (epoch: number, weights: Histogram, gradients = nothing): EpochLayers => ({
  epoch,
  layers: [
    {
      ...{ layer: 1, inputs: 784, units: 10 },
      ...{ weights, gradients, activations: nothing },
      dead: null,
      saturated: null,
    },
  ],
})

function stripOf(epochs: readonly EpochLayers[]): LayerStrip {
  const [strip] = layerStrips(epochs, 'weights')
  if (!strip) throw new Error('There is no layer')
  return strip
}

const even = { least: -1, most: 1, counts: new Array<number>(10).fill(5) }
const narrow = { least: -0.1, most: 0.1, counts: [50] }

test('epochs share an axis that holds all of their values, and each column holds all of its own', () => {
  const { range, columns } = stripOf([anEpoch(1, narrow), anEpoch(2, even)])
  expect(range).toEqual({ min: -1, max: 1 })
  for (const { shares } of columns)
    expect(shares.reduce((sum, share) => sum + share)).toBeCloseTo(1, 9)
  expect(columns[1]?.shares.every((share) => Math.abs(share - 1 / stripRows) < 1e-9)).toBe(true)
  const middle = columns[0]?.shares.flatMap((share, row) => (share > 1e-9 ? [row] : []))
  expect(middle).toEqual([13, 14, 15, 16])
})

test('values that are all alike lie in one row, in the middle', () => {
  const { columns } = stripOf([anEpoch(1, { least: 0.5, most: 0.5, counts: [7, 0, 0] })])
  expect(columns[0]?.shares[stripRows / 2]).toBe(1)
})

test('a layer without finite values is empty', () => {
  expect(patchesOf(stripOf([anEpoch(1, nothing)]))).toEqual([])
})

test('of very many epochs some stand together, and none is left out', () => {
  const epochs = Array.from({ length: 1000 }, (_, index) => anEpoch(index + 1, even))
  const { columns } = stripOf(epochs)
  expect(columns).toHaveLength(100)
  expect(columns[0]).toMatchObject({ from: 1, to: 10 })
  expect(columns.at(-1)).toMatchObject({ from: 991, to: 1000 })
})

test.each([
  [0, 0],
  [1e-12, 0],
  [0.0001, 1],
  [0.01, 2],
  [0.03, 3],
  [0.06, 4],
  [0.12, 5],
  [1, 5],
])('a share of %d has shade %d', (share, shade) => {
  expect(shadeOf(share)).toBe(shade)
})

test('patches of one shade are one, and cover the rows of their shade', () => {
  const strip = stripOf([anEpoch(1, even)])
  expect(patchesOf(strip)).toEqual([{ column: 0, row: 0, rows: stripRows, shade: 3 }])
})

test('the last column has a label, and no more than asked for have one', () => {
  const epochs = Array.from({ length: 50 }, (_, index) => anEpoch(index + 1, even))
  const labels = labelledColumns(stripOf(epochs), 6)
  expect(labels).toHaveLength(6)
  expect(labels.at(-1)).toBe(49)
})

test('the table tells where quarters of the values lie', () => {
  const [row] = stripTable(stripOf([anEpoch(3, even)]))
  expect(row?.lowerQuarter).toBeCloseTo(-0.5)
  expect(row?.middle).toBeCloseTo(0)
  expect(row?.upperQuarter).toBeCloseTo(0.5)
  expect(row).toMatchObject({ from: 3, to: 3 })
})

test('a place is told by its epochs, its edges and its share', () => {
  const strip = stripOf([anEpoch(1, even), anEpoch(2, even)])
  expect(rowEdges(strip, 15).min).toBeCloseTo(0)
  expect(cellWords(strip, { column: 1, row: 0 })).toEqual({
    epochs: 'Epoch 2',
    range: '−1 to −0.933',
    share: '3.33 % of the values',
  })
  expect(columnWords(strip, 0, false)).toBe('1')
  expect(columnWords(strip, 1, true)).toBe('2 epoch')
})

test('as CSV a strip is what was recorded, and no formula', () => {
  const epochs = [anEpoch(1, { least: -1, most: 2, counts: [3, 4, 5] })]
  const rows = csvParse(stripCsv({ name: '=cmd()', layer: 1, values: 'weights', epochs }))
  expect(rows.map(({ run, from, to, count }) => [run, from, to, count])).toEqual([
    ["'=cmd()", '-1', '0', '3'],
    ["'=cmd()", '0', '1', '4'],
    ["'=cmd()", '1', '2', '5'],
  ])
})
