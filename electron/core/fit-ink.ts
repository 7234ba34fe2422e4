import type { Ink } from './find-ink.ts'
import { boxSide, side } from './rasterise.ts'

/** Samples a side of each pixel, as for drawings. */
const samplesPerPixel = 4
const samples = side * samplesPerPixel
/** Thinner lines (in pixels of the model's input) are thickened to this: they would fade away on shrinking. */
const leastPenWidth = 2
/** An image whose digit is within this share of the box's size is not scaled: it was made for a model. */
const sameSize = 0.06
/** A pixel with less of it is blur around the ink. */
const leastShare = 0.1

interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Coverage of each of the 28 × 28 pixels, 0 to 1, with the ink's longer side fitted to the 20 pixel box. */
export function fitInk(ink: Ink): Float32Array {
  const box = boxOf(ink)
  const longer = Math.max(box.width, box.height)
  if (Math.abs(longer / boxSide - 1) <= sameSize) return averaged(placed(ink, box, samplesPerPixel))
  const thicker = Math.max(0, leastPenWidth - (ink.penWidth * boxSide) / longer)
  const scale = ((boxSide - thicker) * samplesPerPixel) / longer
  return averaged(thickened(placed(ink, box, scale), (thicker * samplesPerPixel) / 2))
}

function boxOf({ width, shares }: Ink): Box {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity]
  shares.forEach((share, pixel) => {
    if (share < leastShare) return
    left = Math.min(left, pixel % width)
    right = Math.max(right, pixel % width)
    top = Math.min(top, Math.floor(pixel / width))
    bottom = Math.max(bottom, Math.floor(pixel / width))
  })
  return { left, top, width: right - left + 1, height: bottom - top + 1 }
}

/** The image scaled by area onto the fine grid, its ink's box in the middle, on whole pixels where it is not scaled. */
function placed(ink: Ink, box: Box, scale: number): Float32Array {
  const startOf = (size: number) =>
    Math.floor((side - (size * scale) / samplesPerPixel) / 2) * samplesPerPixel
  const rows = overlaps(ink.height, { scale, offset: startOf(box.height) - box.top * scale })
  const columns = overlaps(ink.width, { scale, offset: startOf(box.width) - box.left * scale })
  const grid = new Float32Array(samples * samples)
  rows.forEach(([y, row, high]) => {
    for (const [x, column, wide] of columns) {
      const share = ink.shares[row * ink.width + column] ?? 0
      if (share > 0) grid[y * samples + x] = (grid[y * samples + x] ?? 0) + share * high * wide
    }
  })
  return grid
}

type Overlap = readonly [sample: number, pixel: number, length: number]

/** Which samples each pixel covers along one axis, and how much of each. */
function overlaps(
  count: number,
  { scale, offset }: { readonly scale: number; readonly offset: number },
): readonly Overlap[] {
  const found: Overlap[] = []
  for (let pixel = 0; pixel < count; pixel++) {
    const start = offset + pixel * scale
    const end = start + scale
    for (let s = Math.max(0, Math.floor(start)); s < Math.min(samples, Math.ceil(end)); s++)
      found.push([s, pixel, Math.min(end, s + 1) - Math.max(start, s)])
  }
  return found
}

/** Every sample takes the strongest ink within `radius`; a radius between two samples takes a share of it. */
function thickened(grid: Float32Array, radius: number): Float32Array {
  if (radius === 0) return grid
  const around = discOf(radius)
  const thick = new Float32Array(grid.length)
  grid.forEach((share, at) => {
    if (share === 0) return
    const x = at % samples
    const y = Math.floor(at / samples)
    for (const [dx, dy, weight] of around) {
      if (x + dx < 0 || x + dx >= samples || y + dy < 0 || y + dy >= samples) continue
      const to = (y + dy) * samples + x + dx
      thick[to] = Math.max(thick[to] ?? 0, share * weight)
    }
  })
  return thick
}

function discOf(radius: number): readonly (readonly [dx: number, dy: number, weight: number])[] {
  const reach = Math.ceil(radius)
  const offsets = Array.from({ length: 2 * reach + 1 }, (_, index) => index - reach)
  return offsets
    .flatMap((dy) =>
      offsets.map(
        (dx) => [dx, dy, Math.min(1, Math.max(0, radius + 1 - Math.hypot(dx, dy)))] as const,
      ),
    )
    .filter(([, , weight]) => weight > 0)
}

function averaged(grid: Float32Array): Float32Array {
  const coverage = new Float32Array(side * side)
  grid.forEach((share, at) => {
    const row = Math.floor(at / samples / samplesPerPixel)
    const pixel = row * side + Math.floor((at % samples) / samplesPerPixel)
    coverage[pixel] = (coverage[pixel] ?? 0) + share / (samplesPerPixel * samplesPerPixel)
  })
  return coverage
}
