import { expect, test } from 'vitest'
import { inputScales } from '../../electron/train/input-scale.ts'
import { mnistTrainPixels } from '../fixtures/mnist.ts'

test('the standard scale is that of all pixels of the training images', () => {
  const counts = new Float64Array(256)
  const pixels = mnistTrainPixels()
  for (const byte of pixels) counts[byte] = (counts[byte] ?? 0) + 1
  const average = (of: (pixel: number) => number) =>
    counts.reduce((sum, count, byte) => sum + count * of(byte / 255), 0) / pixels.length
  const mean = average((pixel) => pixel)
  expect(inputScales.standard.mean).toBeCloseTo(mean, 4)
  expect(inputScales.standard.deviation).toBeCloseTo(
    Math.sqrt(average((pixel) => (pixel - mean) ** 2)),
    4,
  )
})
