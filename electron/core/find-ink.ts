import type { GreyImage } from './decode-image.ts'

/** How much of each pixel is the digit's ink, 0 to 1. */
export interface Ink {
  readonly width: number
  readonly height: number
  readonly shares: Float32Array
  /** Of the strokes, in pixels of this image. */
  readonly penWidth: number
}

/** Ink must differ from the ground by this much of 255; noise and JPEG artefacts differ less. */
const leastContrast = 20
/** A piece of the digit lies within this share of the main piece's longer side, and is no speck beside it. */
const nearby = 0.15
const speck = 0.01
/** Pieces looked at beside the main one; noise may have tens of thousands. */
const mostPieces = 100

/** Separates the largest piece of ink, and what plainly belongs to it, from its ground; null where there is none. */
export function findInk(image: GreyImage): Ink | null {
  const contrast = contrastOf(image)
  const { threshold, ground, ink } = otsu(contrast)
  if (ink - ground < leastContrast) return null
  const isInk = contrast.map((value) => (value > threshold ? 1 : 0))
  const kept = keptPieces(piecesOf(image, isInk))
  const mask = new Uint8Array(isInk.length)
  for (const piece of kept) for (const at of piece.pixels) mask[at] = 1
  return {
    ...image,
    shares: softened(image, { mask, contrast, full: upperInk(contrast, mask) }),
    penWidth: penWidthOf(image, mask),
  }
}

const at = (values: ArrayLike<number>, index: number): number => values[index] ?? 0

const median = (values: readonly number[]): number =>
  at(
    values.toSorted((a, b) => a - b),
    Math.floor(values.length / 2),
  )

/** How far each pixel is from the ground towards the ink, 0 to 255, with even slants of the light taken off. */
function contrastOf({ width, height, grey }: GreyImage): Uint8Array {
  const column = (x: number) => Array.from({ length: height }, (_, y) => at(grey, y * width + x))
  const row = (y: number) => Array.from({ length: width }, (_, x) => at(grey, y * width + x))
  const sides = [column(0), column(width - 1), row(0), row(height - 1)]
  const level = median(sides.flat())
  const { threshold } = otsu(grey)
  const isLightOnDark = level <= threshold
  // A side that is mostly ink says nothing of the light.
  const [left = level, right = level, top = level, bottom = level] = sides
    .map(median)
    .map((side) => (side <= threshold === isLightOnDark ? side : level))
  return grey.map((value, index) => {
    const x = (index % width) / Math.max(1, width - 1) - 0.5
    const y = Math.floor(index / width) / Math.max(1, height - 1) - 0.5
    const ground = level + (right - left) * x + (bottom - top) * y
    return Math.min(255, Math.max(0, isLightOnDark ? value - ground : ground - value))
  })
}

/** The threshold that parts values (0 to 255) into two classes as far apart as possible, and the mean of each. */
function otsu(values: Uint8Array) {
  const histogram = new Float64Array(256)
  for (const value of values) histogram[value] = at(histogram, value) + 1
  const total = histogram.reduce((sum, count, value) => sum + count * value, 0)
  let best = { threshold: 0, ground: 0, ink: 0, spread: -1 }
  let count = 0
  let sum = 0
  for (let threshold = 0; threshold < 256; threshold++) {
    count += at(histogram, threshold)
    sum += at(histogram, threshold) * threshold
    if (count === 0) continue
    if (count === values.length) break
    const ground = sum / count
    const ink = (total - sum) / (values.length - count)
    const spread = count * (values.length - count) * (ink - ground) ** 2
    if (spread > best.spread) best = { threshold, ground, ink, spread }
  }
  return best
}

interface Piece {
  readonly pixels: readonly number[]
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** Connected pieces, corners counted as connections. */
function piecesOf({ width, height }: GreyImage, isInk: Uint8Array): readonly Piece[] {
  const seen = new Uint8Array(isInk.length)
  const pieces: Piece[] = []
  isInk.forEach((ink, start) => {
    if (ink === 0 || seen[start] === 1) return
    seen[start] = 1
    const pixels = [start]
    // Grows while it is walked: each pixel brings its neighbours.
    for (const pixel of pixels)
      for (const next of neighboursOf(pixel, width, height)) {
        if (isInk[next] === 0 || seen[next] === 1) continue
        seen[next] = 1
        pixels.push(next)
      }
    pieces.push(measured(pixels, width))
  })
  return pieces
}

function neighboursOf(pixel: number, width: number, height: number): readonly number[] {
  const x = pixel % width
  const y = Math.floor(pixel / width)
  const around: number[] = []
  for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++)
    for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++)
      around.push(row * width + column)
  return around
}

function measured(pixels: readonly number[], width: number): Piece {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity }
  for (const pixel of pixels) {
    const x = pixel % width
    const y = Math.floor(pixel / width)
    box.left = Math.min(box.left, x)
    box.right = Math.max(box.right, x)
    box.top = Math.min(box.top, y)
    box.bottom = Math.max(box.bottom, y)
  }
  return { pixels, ...box }
}

/** The largest piece, then again and again whatever lies near to what is kept. */
function keptPieces(pieces: readonly Piece[]): readonly Piece[] {
  const [main, ...rest] = pieces.toSorted((a, b) => b.pixels.length - a.pixels.length)
  if (!main) return []
  const reach = nearby * Math.max(main.right - main.left + 1, main.bottom - main.top + 1)
  const others = new Set(
    rest.slice(0, mostPieces).filter(({ pixels }) => pixels.length > speck * main.pixels.length),
  )
  const kept = [main]
  for (const piece of kept)
    for (const other of others)
      if (gap(piece, other) <= reach) {
        others.delete(other)
        kept.push(other)
      }
  return kept
}

/** Pixels between two boxes along the axis on which they are further apart; 0 when they touch or overlap. */
const gap = (a: Piece, b: Piece): number =>
  Math.max(
    0,
    a.left - b.right - 1,
    b.left - a.right - 1,
    a.top - b.bottom - 1,
    b.top - a.bottom - 1,
  )

/** Contrast of full ink: nine tenths of the ink are no stronger. */
function upperInk(contrast: Uint8Array, mask: Uint8Array): number {
  const ink = contrast.filter((_, index) => mask[index] === 1).sort()
  return Math.max(1, at(ink, Math.floor(ink.length * 0.9)))
}

interface Found {
  readonly mask: Uint8Array
  readonly contrast: Uint8Array
  readonly full: number
}

/** Kept ink with its soft edge: pixels beside it count as far as they are dark. */
function softened({ width, height }: GreyImage, { mask, contrast, full }: Found): Float32Array {
  const shares = new Float32Array(mask.length)
  mask.forEach((ink, pixel) => {
    if (ink === 0) return
    for (const next of neighboursOf(pixel, width, height))
      shares[next] = Math.min(1, at(contrast, next) / full)
  })
  return shares
}

/** Twice the area over the outline; an outline of pixel edges is 4/π longer than the smooth one. */
function penWidthOf({ width, height }: GreyImage, mask: Uint8Array): number {
  let area = 0
  let edges = 0
  mask.forEach((ink, pixel) => {
    if (ink === 0) return
    area++
    const x = pixel % width
    if (x === 0 || mask[pixel - 1] === 0) edges++
    if (x === width - 1 || mask[pixel + 1] === 0) edges++
    if (pixel < width || mask[pixel - width] === 0) edges++
    if (pixel >= width * (height - 1) || mask[pixel + width] === 0) edges++
  })
  return (2 * area) / ((edges * Math.PI) / 4)
}
