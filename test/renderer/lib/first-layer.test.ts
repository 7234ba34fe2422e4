import { expect, test } from 'vitest'
import { unitTiles } from '../../../renderer/lib/first-layer.ts'
import { signedValues } from '../../../renderer/lib/signed-image.ts'

const layerOf = (values: readonly number[], units: number, most = 1) => ({
  epoch: 1,
  rows: 2,
  columns: values.length / units / 2,
  units,
  weights: {
    values: btoa(values.map((value) => String.fromCharCode(value & 255)).join('')),
    most,
  },
})

test('each unit has its weights as a tile, and only as many as are wanted', () => {
  const layer = layerOf([127, -127, 0, 64, 1, 2, 3, -127], 2)
  expect(unitTiles(layer, 5).map((tile) => [...signedValues(tile)])).toEqual([
    [127, -127, 0, 64],
    [1, 2, 3, -127],
  ])
  expect(unitTiles(layer, 1)).toHaveLength(1)
})

test('a few weights that stand out leave the others strong', () => {
  const values = [127, ...Array.from({ length: 999 }, (_, at) => (at % 2 === 0 ? 10 : -5))]
  const [tile] = unitTiles(layerOf(values, 1), 1)
  const shown = signedValues(tile ?? { values: '' })
  expect([...shown.subarray(0, 3)]).toEqual([127, 127, -63])
  expect(tile?.most).toBeCloseTo(10 / 127)
})
