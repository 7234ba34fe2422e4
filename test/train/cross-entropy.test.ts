import { expect, test } from 'vitest'
import { crossEntropy } from '../../electron/train/cross-entropy.ts'
import { slope } from './reference-network.ts'

test('equal logits lose the logarithm of ten', () => {
  const { loss, wrong } = crossEntropy(new Float32Array(20), Uint8Array.of(0, 4))
  expect(loss).toBeCloseTo(2 * Math.log(10))
  expect(wrong).toBe(1)
})

test('large logits stay finite', () => {
  const logits = Float32Array.of(1e30, 0, 0, 0, 0, 0, 0, 0, 0, 0)
  expect(crossEntropy(logits, Uint8Array.of(0))).toEqual({ loss: 0, wrong: 0 })
  expect(crossEntropy(logits, Uint8Array.of(1)).loss).toBeCloseTo(1e30, -25)
})

test.each([NaN, Infinity, -Infinity])('a logit of %s makes the loss not finite', (bad) => {
  const logits = new Float32Array(10).fill(1)
  logits[2] = bad
  expect(crossEntropy(logits, Uint8Array.of(2)).loss).not.toSatisfy(Number.isFinite)
})

test('the gradient is that of the mean loss', () => {
  const logits = Float32Array.from({ length: 30 }, (_, index) => Math.sin(index * 1.3) * 2)
  const labels = Uint8Array.of(3, 0, 9)
  const gradient = new Float32Array(30)
  crossEntropy(logits, labels, gradient)
  const measured = gradient.map((_, index) =>
    slope(logits, index, () => crossEntropy(logits, labels).loss / 3),
  )
  gradient.forEach((value, index) => {
    expect(value).toBeCloseTo(measured[index] ?? NaN, 4)
  })
})

test('smoothed targets change the gradient and not the loss that is told', () => {
  const logits = Float32Array.from({ length: 20 }, (_, index) => Math.cos(index * 1.7))
  const labels = Uint8Array.of(7, 2)
  const [plain, smoothed] = [new Float32Array(20), new Float32Array(20)]
  expect(crossEntropy(logits, labels, smoothed, 0.3)).toEqual(crossEntropy(logits, labels, plain))
  plain.forEach((value, index) => {
    const isTarget = index % 10 === labels[Math.floor(index / 10)]
    // The target gives 0.3 away and gets a tenth of it back, as every digit does.
    const moved = (isTarget ? 0.3 : 0) - 0.03
    expect(smoothed[index]).toBeCloseTo(value + moved / 2, 6)
  })
})
