import type { NetworkSize } from '../network.ts'

/** The units of the hidden layer that a part of a network holds, counted from 0: up to `to`, without it. */
export interface Units {
  readonly from: number
  readonly to: number
  /** Of the whole layer. */
  readonly of: number
}

/** A layer's units in parts that differ by one at most. */
export const unitsOf = (of: number, parts: number): readonly Units[] =>
  Array.from({ length: parts }, (_, part) => ({
    from: Math.floor((part * of) / parts),
    to: Math.floor(((part + 1) * of) / parts),
    of,
  }))

/** The network that a part is by itself; only the sum of the parts' logits is that of the whole one. */
export const sizeOfPart = <Size extends NetworkSize>(size: Size, { from, to }: Units): Size => ({
  ...size,
  hidden: [to - from],
})

/**
 * Fewer units are not worth a thread of their own: what each part does alike, and the waiting of parts for each other, take
 * as long as 784-100-10 with batches of 100.
 */
const leastUnits = 64

/**
 * Into how many parts a network is best split, at most `most`; 1 is not at all. Only with one hidden layer nothing but
 * logits passes between the parts.
 */
export function bestParts({ hidden }: Pick<NetworkSize, 'hidden'>, most: number): number {
  const [units = 0, ...others] = hidden
  return others.length > 0 ? 1 : Math.max(1, Math.min(most, Math.floor(units / leastUnits)))
}
