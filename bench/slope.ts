export interface Point {
  readonly x: number
  readonly y: number
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length

/** How much y grows with x, by least squares; no number where all x are the same. */
export function slopeOf(points: readonly Point[]): number {
  const [x, y] = [mean(points.map((point) => point.x)), mean(points.map((point) => point.y))]
  const together = points.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0)
  return together / points.reduce((sum, point) => sum + (point.x - x) ** 2, 0)
}
