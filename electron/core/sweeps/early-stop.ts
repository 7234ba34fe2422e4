import type { EarlyStop } from '../../contract/sweeps.ts'

/** What decides whether a trial goes on. */
export interface Decision {
  readonly goesOn: boolean
  /** What its best error has to be at most; null where there is too little to compare with. */
  readonly bar: number | null
}

/** Fewer others say little of what is usual. */
const fewestOthers = 3

const goesOn: Decision = { goesOn: true, bar: null }

const against = (error: number, bar: number): Decision => ({ goesOn: error <= bar, bar })

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2
}

/** A trial ends where it is worse than the median of the others that got as far. */
const byMedian = (own: number, others: readonly number[]): Decision =>
  others.length < fewestOthers ? goesOn : against(own, medianOf(others))

const isPowerOfTwo = (epoch: number) => Number.isInteger(Math.log2(epoch))

/** After 1, 2, 4, 8, … epochs a trial ends unless it is in the better half of those that have got as far, itself included. */
function byHalving(own: number, others: readonly number[], epoch: number): Decision {
  if (!isPowerOfTwo(epoch) || others.length === 0) return goesOn
  const sorted = [own, ...others].sort((a, b) => a - b)
  return against(own, sorted[Math.ceil(sorted.length / 2) - 1] ?? own)
}

/**
 * Whether a trial goes on after an epoch; errors are the best of each until then. Trials are compared with those that
 * came before them, so that nothing waits for a whole round to end.
 */
export function decide(
  rule: EarlyStop,
  { own, others, epoch }: { own: number; others: readonly number[]; epoch: number },
): Decision {
  if (rule === 'none') return goesOn
  return rule === 'median' ? byMedian(own, others) : byHalving(own, others, epoch)
}
