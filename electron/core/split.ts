import { orderOf } from '../train/order.ts'

/** Decides every shuffle of images, so that the same files make the same data set. */
const seed = 1

/** Images in an order of chance, since those of one class may lie together and training may use the first of them. */
export const shuffled = (count: number): Uint32Array => orderOf(seed, 1, count)

/** How many of a class go to the test set: at least one is left to learn from. */
const testCount = (images: number, share: number) =>
  Math.min(images - 1, Math.max(1, Math.round(images * share)))

/** Divides images, of each class the same share, by chance. */
export function split(
  labels: readonly number[],
  share: number,
): { readonly train: Uint32Array; readonly test: Uint32Array } {
  const wanted = new Map<number, number>()
  for (const label of labels) wanted.set(label, (wanted.get(label) ?? 0) + 1)
  for (const [label, images] of wanted) wanted.set(label, testCount(images, share))
  const train: number[] = []
  const test: number[] = []
  for (const index of shuffled(labels.length)) {
    const label = labels[index] ?? 0
    const left = wanted.get(label) ?? 0
    wanted.set(label, left - 1)
    if (left > 0) test.push(index)
    else train.push(index)
  }
  return { train: Uint32Array.from(train), test: Uint32Array.from(test) }
}
