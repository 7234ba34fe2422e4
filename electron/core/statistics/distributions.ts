import { bdtr, chdtrc, compiled, incbet, incbi, lgam, ndtr } from 'cephes'

// It is WebAssembly, which Node compiles aside.
await compiled

/** cephes throws where a chance is too small for a number. */
function orNone(chance: () => number): number {
  try {
    return chance()
  } catch (error) {
    if (error instanceof Error && error.message.includes('underflow')) return 0
    throw error
  }
}

/** How likely Student's t with `freedom` degrees, which need not be whole, lies as far from 0 as `t`, on either side. */
export const twoSidedStudent = (t: number, freedom: number): number =>
  t === 0 ? 1 : orNone(() => incbet(freedom / 2, 0.5, freedom / (freedom + t ** 2)))

/** The t that lies further from 0, on either side, with a chance of `chance` only. */
export function studentBound(chance: number, freedom: number): number {
  const x = incbi(freedom / 2, 0.5, chance)
  return Math.sqrt((freedom * (1 - x)) / x)
}

/** How likely a chi-square with one degree of freedom is at least as large. */
export const chiSquareTail = (square: number): number =>
  square <= 0 ? 1 : orNone(() => chdtrc(1, square))

/** How likely at most `count` of `of` fair coins show heads. */
export const atMostHeads = (count: number, of: number): number => orNone(() => bdtr(count, of, 0.5))

/** How likely a standard normal number lies as far from 0, on either side. */
export const twoSidedNormal = (z: number): number => 2 * orNone(() => ndtr(-Math.abs(z)))

const mostTerms = 10_000
const negligible = 1e-14

/**
 * How likely a noncentral t is at most `t` ≥ 0, by R. V. Lenth's series ("Algorithm AS 243", Applied Statistics 38,
 * 1989).
 */
function noncentralBelow(t: number, freedom: number, shift: number): number {
  const x = t ** 2 / (t ** 2 + freedom)
  const half = shift ** 2 / 2
  let sum = 0
  let rest = 1
  for (let term = 0; term < mostTerms && rest > negligible; term++) {
    const even = Math.exp(term * Math.log(half) - half - lgam(term + 1))
    const odd = (shift / Math.SQRT2) * Math.exp(term * Math.log(half) - half - lgam(term + 1.5))
    sum += even * incbet(term + 0.5, freedom / 2, x) + odd * incbet(term + 1, freedom / 2, x)
    if (term > half) rest = even + Math.abs(odd)
  }
  return ndtr(-shift) + sum / 2
}

/** How likely a t of `freedom` degrees that is shifted by `shift` > 0 lies further from 0 than `bound`, on either side. */
export const shiftedBeyond = (bound: number, freedom: number, shift: number): number =>
  // Below −bound with this shift is above bound with the opposite one.
  2 - noncentralBelow(bound, freedom, shift) - noncentralBelow(bound, freedom, -shift)
