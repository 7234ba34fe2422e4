import { mnistShape, type DataShape } from '../../electron/contract/datasets.ts'
import type { ImageSet } from '../../electron/train/dataset.ts'
import { stream } from '../../electron/train/random.ts'

/** Made images of every class in turn: one bright row each, its place telling the class, and noise. */
export function smallSet(
  count: number,
  seed = 1,
  { rows, columns, classes }: DataShape = mnistShape,
): ImageSet {
  const random = stream(seed, 0)
  const bytes = rows * columns
  const pixels = Uint8Array.from({ length: count * bytes }, () => random.next() & 0x3f)
  const labels = Uint8Array.from({ length: count }, (_, index) => index % classes.length)
  labels.forEach((label, index) => {
    const row = Math.floor(((label + 0.5) * rows) / classes.length)
    const start = index * bytes + row * columns
    pixels.fill(255, start + Math.floor(columns / 4), start + Math.ceil((3 * columns) / 4))
  })
  return { count, rows, columns, pixels, labels }
}
