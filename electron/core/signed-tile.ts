import type { SignedTile } from '../contract/digits.ts'

/** Values as they travel, each rounded to a 127th of the greatest. */
export function toSignedTile(values: Float32Array | Float64Array): SignedTile {
  let most = 0
  for (const value of values) most = Math.max(most, Math.abs(value))
  const step = most / 127 || 1
  const bytes = Int8Array.from(values, (value) => Math.round(value / step))
  return { values: Buffer.from(bytes.buffer).toString('base64'), most }
}
