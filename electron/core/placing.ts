import type { Point, Steps } from '../contract/digits.ts'
import { boxSide, penWidth, samples, samplesPerPixel, side } from './rasterise.ts'

/** What of a drawing is shown, and how it fills the image. */
export interface Framing extends Pick<Steps, 'crop' | 'fit'> {
  /** Side of the pad in the points' unit. */
  readonly padSide: number
}

/** Ink further out, in samples, is drawn at this distance: far beyond the image, and its square is still a number. */
const farthest = 1e6

/**
 * Maps points to samples of the image: the middle of the ink's box (or else of the pad) to the middle, and its longer
 * side to 20 pixels (or else both sides to 28). What is cropped to the ink keeps room for the pen.
 */
export function placing(
  points: readonly Point[],
  { crop, fit, padSide }: Framing,
): (point: Point) => Point {
  const pad = { halfSize: padSide / 2, halfMiddle: padSide / 4 }
  const x = crop ? extent(points, 0) : pad
  const y = crop ? extent(points, 1) : pad
  const room = ((fit ? boxSide : side) - (crop ? penWidth : 0)) * samplesPerPixel
  const longer = Math.max(x.halfSize, y.halfSize)
  const across = factorOf(room, fit ? longer : x.halfSize)
  const down = factorOf(room, fit ? longer : y.halfSize)
  return ([px, py]) => [
    inReach(samples / 2 + (px / 2 - x.halfMiddle) * across),
    inReach(samples / 2 + (py / 2 - y.halfMiddle) * down),
  ]
}

/** A single point, or a drawing too small for a float to measure, is a dot. */
function factorOf(room: number, halfSize: number): number {
  const factor = room / halfSize
  return Number.isFinite(factor) ? factor : 0
}

const inReach = (at: number): number => Math.min(farthest, Math.max(-farthest, at))

/** Everything halved first: the difference of two large coordinates may be beyond what a number holds. */
function extent(points: readonly Point[], axis: 0 | 1) {
  let least = Infinity
  let most = -Infinity
  for (const point of points) {
    least = Math.min(least, point[axis] / 2)
    most = Math.max(most, point[axis] / 2)
  }
  return { halfSize: most - least, halfMiddle: least + (most - least) / 2 }
}
