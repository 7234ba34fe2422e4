/** A PNG of grey pixels, a byte each, row by row. */
export async function greyPng(pixels: Uint8Array, rows: number, columns: number): Promise<Buffer> {
  // Loaded on first use, like what reads pictures.
  const { default: sharp } = await import('sharp')
  const raw = { width: columns, height: rows, channels: 1 } as const
  return sharp(pixels, { raw }).toColourspace('b-w').png().toBuffer()
}
