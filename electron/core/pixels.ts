import type { Pixels } from '../contract/digits.ts'

/** A 28 × 28 image as it travels. */
export const toPixels = (bytes: Uint8Array): Pixels =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')

export const fromPixels = (pixels: Pixels): Uint8Array =>
  new Uint8Array(Buffer.from(pixels, 'base64'))
