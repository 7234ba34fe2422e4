import type { ImageSet } from '../../electron/train/dataset.ts'
import { inputs } from '../../electron/train/network.ts'
import { stream } from '../../electron/train/random.ts'

/** Made images of every digit in turn: one bright row each, its place telling the digit, and noise. */
export function smallSet(count: number, seed = 1): ImageSet {
  const random = stream(seed, 0)
  const pixels = Uint8Array.from({ length: count * inputs }, () => random.next() & 0x3f)
  const labels = Uint8Array.from({ length: count }, (_, index) => index % 10)
  labels.forEach((label, index) => {
    const row = index * inputs + (2 * label + 4) * 28
    pixels.fill(255, row + 6, row + 22)
  })
  return { count, pixels, labels }
}
