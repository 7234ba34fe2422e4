import { side } from './rasterise.ts'

/**
 * Where MNIST keeps the centre of mass, in pixels from the edge (14.5), less a hundredth: a symmetric drawing's own
 * centre is at 14 exactly, half way between two shifts, and there noise would decide.
 */
const target = 14.49

/** Shifts a 28 × 28 coverage by whole pixels to its centre of mass; ink beyond the edge is lost. */
export function centred(coverage: Float32Array): Float32Array {
  const middle = centreOfMass(coverage)
  const right = Math.round(target - middle.x)
  const down = Math.round(target - middle.y)
  const shifted = new Float32Array(side * side)
  coverage.forEach((share, at) => {
    const x = (at % side) + right
    const y = Math.floor(at / side) + down
    if (x >= 0 && x < side && y >= 0 && y < side) shifted[y * side + x] = share
  })
  return shifted
}

/** In pixels from the left and upper edge. */
export function centreOfMass(values: ArrayLike<number>): {
  readonly x: number
  readonly y: number
} {
  let sum = 0
  let x = 0
  let y = 0
  for (let at = 0; at < side * side; at++) {
    const mass = values[at] ?? 0
    sum += mass
    x += mass * ((at % side) + 0.5)
    y += mass * (Math.floor(at / side) + 0.5)
  }
  return { x: x / sum, y: y / sum }
}
