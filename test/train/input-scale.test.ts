import { expect, test } from 'vitest'
import { mnistShape } from '../../electron/contract/datasets.ts'
import { mnistTrainPixels } from '../fixtures/mnist.ts'

test('mean and deviation of MNIST are those of all pixels of its training images', () => {
  const counts = new Float64Array(256)
  const pixels = mnistTrainPixels()
  for (const byte of pixels) counts[byte] = (counts[byte] ?? 0) + 1
  const average = (of: (pixel: number) => number) =>
    counts.reduce((sum, count, byte) => sum + count * of(byte / 255), 0) / pixels.length
  const mean = average((pixel) => pixel)
  expect(mnistShape.mean).toBeCloseTo(mean, 4)
  expect(mnistShape.deviation).toBeCloseTo(Math.sqrt(average((pixel) => (pixel - mean) ** 2)), 4)
})
