import type { Point, Strokes } from '../contract/digits.ts'

/** Pixels a side of a model's input, and of the box that MNIST fits its digits into. */
export const side = 28
export const boxSide = 20

/** Width of the pen in pixels of the model's input, whatever the pad's own width: the width that gives MNIST's mean brightness. */
export const penWidth = 2.45
/** Samples a side of each pixel; they are averaged. */
export const samplesPerPixel = 4
/** Samples a side of the image. */
export const samples = side * samplesPerPixel
const radius = (penWidth / 2) * samplesPerPixel
/** Half a sample beyond the edge the ink fades out, so that no sample flips on a rounding error. */
const reach = radius + 0.5

type Segment = readonly [from: Point, to: Point]

/**
 * Coverage of each of the 28 × 28 pixels by ink, 0 to 1, once `place` has brought the strokes to samples of the image.
 * Depends on where the ink is, not on how or in which order it came.
 */
export function rasterise(strokes: Strokes, place: (point: Point) => Point): Float32Array {
  const nearest = new Float32Array(samples * samples).fill(reach * reach)
  for (const stroke of strokes)
    for (const segment of segmentsOf(stroke.map(place))) keepNearest(nearest, segment)
  return averaged(nearest)
}

/** A stroke's pieces without those that go nowhere; a dot is one piece of no length. */
function segmentsOf(stroke: readonly Point[]): readonly Segment[] {
  const [first] = stroke
  if (!first) return []
  const segments: Segment[] = []
  let from = first
  for (const to of stroke) {
    if (to[0] === from[0] && to[1] === from[1]) continue
    segments.push([from, to])
    from = to
  }
  return segments.length === 0 ? [[first, first]] : segments
}

/** Lowers the squared distance of every sample that the segment's round-ended line can reach. */
function keepNearest(nearest: Float32Array, [from, to]: Segment): void {
  const dx = to[0] - from[0]
  const dy = to[1] - from[1]
  const lengthSquared = dx * dx + dy * dy
  const top = Math.max(0, Math.ceil(Math.min(from[1], to[1]) - reach - 0.5))
  const bottom = Math.min(samples - 1, Math.floor(Math.max(from[1], to[1]) + reach - 0.5))
  for (let row = top; row <= bottom; row++) {
    const y = row + 0.5 - from[1]
    // Only the piece of the segment within reach of this row counts, so that long slanted lines stay cheap.
    const [a, b] = dy === 0 ? [0, 1] : between((y - reach) / dy, (y + reach) / dy)
    const left = from[0] + Math.min(a * dx, b * dx) - reach
    const right = from[0] + Math.max(a * dx, b * dx) + reach
    const last = Math.min(samples - 1, Math.floor(right - 0.5))
    for (let column = Math.max(0, Math.ceil(left - 0.5)); column <= last; column++) {
      const x = column + 0.5 - from[0]
      const along = lengthSquared === 0 ? 0 : clamp((x * dx + y * dy) / lengthSquared)
      const offX = x - along * dx
      const offY = y - along * dy
      const at = row * samples + column
      nearest[at] = Math.min(nearest[at] ?? 0, offX * offX + offY * offY)
    }
  }
}

const clamp = (share: number): number => Math.min(1, Math.max(0, share))

const between = (a: number, b: number): readonly [number, number] => [
  clamp(Math.min(a, b)),
  clamp(Math.max(a, b)),
]

function averaged(nearest: Float32Array): Float32Array {
  const coverage = new Float32Array(side * side)
  const share = 1 / (samplesPerPixel * samplesPerPixel)
  nearest.forEach((distanceSquared, at) => {
    if (distanceSquared >= reach * reach) return
    const row = Math.floor(at / samples / samplesPerPixel)
    const column = Math.floor((at % samples) / samplesPerPixel)
    const pixel = row * side + column
    coverage[pixel] = (coverage[pixel] ?? 0) + clamp(reach - Math.sqrt(distanceSquared)) * share
  })
  return coverage
}
