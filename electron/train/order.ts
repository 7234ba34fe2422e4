import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { stream } from './random.ts'

/** In which order an epoch, counted from 1, goes through its images: each index below `count` once. */
export function orderOf(seed: number, epoch: number, count: number): Uint32Array {
  const random = stream(seed, epoch)
  const order = Uint32Array.from({ length: count }, (_, index) => index)
  for (let last = count - 1; last > 0; last -= 1) {
    const other = uniformInt(random, 0, last)
    const moved = order[last] ?? 0
    order[last] = order[other] ?? 0
    order[other] = moved
  }
  return order
}
