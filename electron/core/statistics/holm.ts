/**
 * What each p is when several comparisons are made at once, by S. Holm ("A simple sequentially rejective multiple test
 * procedure", Scandinavian Journal of Statistics 6, 1979); in their order.
 */
export function holm(ps: readonly number[]): readonly number[] {
  const places = ps.map((_, place) => place).sort((a, b) => (ps[a] ?? 0) - (ps[b] ?? 0))
  const adjusted = new Array<number>(ps.length).fill(1)
  let before = 0
  for (const [rank, place] of places.entries()) {
    before = Math.max(before, Math.min(1, (ps.length - rank) * (ps[place] ?? 1)))
    adjusted[place] = before
  }
  return adjusted
}
