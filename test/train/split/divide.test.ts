import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dropoutMasks } from '../../../electron/train/dropout.ts'
import { parameterCount } from '../../../electron/train/network.ts'
import { byColumns, joinParts, takePart } from '../../../electron/train/split/divide.ts'
import { bestParts, sizeOfPart, unitsOf } from '../../../electron/train/split/units.ts'

const layerInParts = fc
  .record({ of: fc.integer({ min: 1, max: 40 }), parts: fc.integer({ min: 1, max: 9 }) })
  .filter(({ of, parts }) => parts <= of)

test('every unit belongs to one part, none is empty, and the first is the smallest', () => {
  fc.assert(
    fc.property(layerInParts, ({ of, parts }) => {
      const units = unitsOf(of, parts)
      expect(
        units.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i)),
      ).toEqual(Array.from({ length: of }, (_, unit) => unit))
      const sizes = units.map(({ from, to }) => to - from)
      expect(sizes).toHaveLength(parts)
      expect(Math.min(...sizes)).toBe(sizes[0])
      expect(sizes[0]).toBeGreaterThan(0)
      const [, ...others] = sizes
      expect(Math.max(...others, 0) - Math.min(...others, Infinity)).toBeLessThanOrEqual(1)
    }),
  )
})

test('the first part of the reference network has fewer units, for what its thread does besides', () => {
  expect(unitsOf(500, 2)).toEqual([
    { from: 0, to: 234, of: 500 },
    { from: 234, to: 500, of: 500 },
  ])
})

test('the numbers of a network are those of its parts together', () => {
  fc.assert(
    fc.property(layerInParts, fc.integer({ min: 0, max: 2 }), ({ of, parts }, each) => {
      const kept = { size: { inputs: 3, hidden: [of], outputs: 2 }, each }
      const count = parameterCount(kept.size) * each
      const bytes = new Uint8Array(Float32Array.from({ length: count }, (_, i) => i + 1).buffer)
      const taken = unitsOf(of, parts).map((units) => ({
        size: sizeOfPart(kept.size, units),
        each,
        units,
        values: new Float32Array(takePart(kept, bytes, units).buffer),
      }))
      expect(joinParts(kept, taken)).toEqual(bytes)
      for (const part of taken) expect(part.values).toHaveLength(parameterCount(part.size) * each)
    }),
  )
})

test('numbers of another network are refused', () => {
  const kept = { size: { inputs: 3, hidden: [2], outputs: 2 }, each: 1 }
  const [units] = unitsOf(2, 2)
  expect(() => units && takePart(kept, new Uint8Array(8), units)).toThrow(
    "8 bytes for a network's numbers, expected 56",
  )
})

test('the outputs that a part leaves out are those of the whole layer', () => {
  const config = { seed: 7, dropout: 0.3 }
  const [units, images, step] = [11, 5, 12]
  const whole = dropoutMasks(config)?.(step, 0, images * units)
  const joined = new Float32Array(images * units)
  for (const part of unitsOf(units, 3)) {
    const mask = dropoutMasks(config, part)?.(step, 0, images * (part.to - part.from))
    byColumns.put(joined, mask ?? new Float32Array(), part)
  }
  expect(joined).toEqual(whole)
})

test('a part has at least 64 units, and only networks with one hidden layer have parts', () => {
  expect(bestParts({ hidden: [500] }, 2)).toBe(2)
  expect(bestParts({ hidden: [500] }, 64)).toBe(7)
  expect(bestParts({ hidden: [127] }, 2)).toBe(1)
  expect(bestParts({ hidden: [500] }, 1)).toBe(1)
  expect(bestParts({ hidden: [] }, 8)).toBe(1)
  expect(bestParts({ hidden: [500, 500] }, 8)).toBe(1)
})
