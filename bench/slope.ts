export interface Point {
  readonly x: number
  readonly y: number
}

/**
 * How much y grows with x: the middle of the slopes between any two points, so that single points far from the others
 * hardly count. No number without two different x.
 */
export function slopeOf(points: readonly Point[]): number {
  const slopes = points
    .flatMap((from, index) =>
      points
        .slice(index + 1)
        .filter((to) => to.x !== from.x)
        .map((to) => (to.y - from.y) / (to.x - from.x)),
    )
    .toSorted((a, b) => a - b)
  const middle = (slopes.length - 1) / 2
  return ((slopes[Math.floor(middle)] ?? NaN) + (slopes[Math.ceil(middle)] ?? NaN)) / 2
}
