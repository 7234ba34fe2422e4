const byName = new Intl.Collator('en', { numeric: true })

/** Names sorted as people would: `a2` before `a10`; the same on every machine. */
export const sortedNaturally = (names: readonly string[]): string[] =>
  names.toSorted((one, other) => byName.compare(one, other) || (one < other ? -1 : 1))
