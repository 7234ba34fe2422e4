/** Numbers that only grow, in memory that threads share: one thread waits until another has raised them. */
export interface Counters {
  readonly raise: (index: number, to: number) => void
  /** Returns the number once it is at least that large. */
  readonly await: (index: number, least: number) => number
}

/** What a thread that fails raises its numbers to, so that nobody waits for it. */
export const beyondAll = 2 ** 31 - 1

/** Numbers lie so far apart that no two share a line of the processor's cache. */
const apart = 16

export const bytesFor = (counters: number): number =>
  counters * apart * Int32Array.BYTES_PER_ELEMENT

/** About as long as it takes to put a thread to sleep and to wake it again. */
const looks = 20_000

/** More than the largest step takes; a processor that sleeps meanwhile adds a second to it and no more. */
const patience = { times: 60, eachMs: 1000 } as const

/** Without `mayWaitForEver`, waiting throws after a minute. */
export function createCounters(
  memory: SharedArrayBuffer,
  { mayWaitForEver }: { readonly mayWaitForEver: boolean },
): Counters {
  const numbers = new Int32Array(memory)

  const asleep = (at: number, least: number): number => {
    for (let timesOut = 0; mayWaitForEver || timesOut < patience.times;) {
      const seen = Atomics.load(numbers, at)
      if (seen >= least) return seen
      if (Atomics.wait(numbers, at, seen, patience.eachMs) === 'timed-out') timesOut += 1
    }
    throw new Error('A thread that trains a part of the network does not answer')
  }

  return {
    raise: (index, to) => {
      Atomics.store(numbers, index * apart, to)
      Atomics.notify(numbers, index * apart)
    },
    await: (index, least) => {
      const at = index * apart
      for (let look = 0; look < looks; look += 1) {
        const seen = Atomics.load(numbers, at)
        if (seen >= least) return seen
      }
      return asleep(at, least)
    },
  }
}
