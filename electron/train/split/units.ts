import type { NetworkSize } from '../network.ts'

/** The units of the hidden layer that a part of a network holds, counted from 0: up to `to`, without it. */
export interface Units {
  readonly from: number
  readonly to: number
  /** Of the whole layer. */
  readonly of: number
}

/** What the thread of the first part does beside it, gathering batches above all, takes as long as so many units. */
const besides = 32

/** A layer's units in parts, none of them empty. All but the first differ by one at most, and that one is smaller. */
export function unitsOf(of: number, parts: number): readonly Units[] {
  const fewer = Math.min(besides, Math.floor(of / (2 * parts)))
  const start = (part: number) =>
    part === 0 ? 0 : Math.floor((part * (of + fewer)) / parts) - fewer
  return Array.from({ length: parts }, (_, part) => ({
    from: start(part),
    to: start(part + 1),
    of,
  }))
}

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
