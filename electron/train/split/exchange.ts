import { beyondAll } from './counters.ts'
import type { SharedImages } from './image-memory.ts'
import type { Meeting } from './meeting.ts'

/** Says that the reason is to be found in another thread. */
export class AnotherPartFailed extends Error {
  override readonly message = 'Another part of the network failed'
}

/**
 * Gives the logits of a part to all others and returns the sum of those of all parts, which is the same to the last bit
 * in each thread: it is taken in the order of the parts. All threads have to call it alike.
 */
export function createExchange(
  { counters, given }: Pick<Meeting, 'counters' | 'given'>,
  { part, parts }: { readonly part: number; readonly parts: number },
  images: () => SharedImages,
): (logits: Float32Array) => Float32Array {
  let turn = 0
  return (own) => {
    turn += 1
    const { logits } = images()
    logits(turn, part).set(own)
    counters.raise(given(part), turn)
    const sums = own
    for (let other = 0; other < parts; other += 1) {
      if (counters.await(given(other), turn) === beyondAll) throw new AnotherPartFailed()
      const theirs = logits(turn, other)
      if (other === 0) sums.set(theirs.subarray(0, sums.length))
      else for (let i = 0; i < sums.length; i += 1) sums[i] = (sums[i] ?? 0) + (theirs[i] ?? 0)
    }
    return sums
  }
}
