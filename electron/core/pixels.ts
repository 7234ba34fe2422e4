import type { Pixels } from '../contract/digits.ts'

/** A 28 × 28 image as it travels. */
export const toPixels = (bytes: Uint8Array): Pixels =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')

export const fromPixels = (pixels: Pixels): Uint8Array =>
  new Uint8Array(Buffer.from(pixels, 'base64'))

/** Bytes of a coverage of 0 to 1, with its greys. */
export const soft = (coverage: Float32Array): Uint8Array =>
  Uint8Array.from(coverage, (share) => Math.round(share * 255))

/** Black and white alone: white is what ink covers at least half of. */
export const hard = (coverage: Float32Array): Uint8Array =>
  Uint8Array.from(coverage, (share) => (share < 0.5 ? 0 : 255))
