import type { FirstLayer, SignedTile } from '../../electron/contract/digits.ts'
import { signedValues } from './signed-image.ts'

/** Of all weights, the share that is stronger than the strongest shade: a few that stand out would leave the others pale. */
const outliers = 0.005

/** The absolute value, of 127, that all but the strongest weights lie within. */
function reachOf(values: Int8Array): number {
  const counts = new Uint32Array(129)
  for (const value of values) {
    const size = Math.abs(value)
    counts[size] = (counts[size] ?? 0) + 1
  }
  let beyond = 0
  for (let size = 128; size > 1; size -= 1) {
    beyond += counts[size] ?? 0
    if (beyond > outliers * values.length) return size
  }
  return 1
}

/** The weights of the first units, a tile each and all on one scale, so that tiles can be compared. */
export function unitTiles(layer: FirstLayer, count: number): readonly SignedTile[] {
  const { rows, columns, units, weights } = layer
  const values = signedValues(weights)
  const reach = reachOf(values)
  const size = rows * columns
  return Array.from({ length: Math.min(count, units) }, (_, unit) => {
    const shown = values
      .subarray(unit * size, (unit + 1) * size)
      .map((value) => Math.max(-127, Math.min(127, Math.round((value * 127) / reach))))
    const bytes = Array.from(shown, (value) => String.fromCharCode(value & 255))
    return { values: btoa(bytes.join('')), most: (weights.most * reach) / 127 }
  })
}
