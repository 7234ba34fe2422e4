import type { MetricPoint } from '../../electron/contract/training.ts'

/** Both lists as one by rising key; of two entries with one key the later list's counts. */
export function merged<T>(
  known: readonly T[],
  more: readonly T[],
  key: (item: T) => number,
): readonly T[] {
  const last = known.at(-1)
  const first = more[0]
  if (!first) return known
  if (!last || key(last) < key(first)) return [...known, ...more]
  const byKey = new Map([...known, ...more].map((item) => [key(item), item]))
  return [...byKey.values()].sort((a, b) => key(a) - key(b))
}

/** True where windows between the known points and the new ones are missing. */
export function hasGap(
  known: readonly MetricPoint[],
  more: readonly MetricPoint[],
  recordEvery: number,
): boolean {
  const first = more[0]
  return first !== undefined && first.step > (known.at(-1)?.step ?? 0) + recordEvery
}

/** Index of the last item whose key is at most `value`, -1 where there is none; keys rise. */
export function lastAt<T>(items: readonly T[], key: (item: T) => number, value: number): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const item = items[middle]
    if (item !== undefined && key(item) <= value) low = middle + 1
    else high = middle
  }
  return low - 1
}
