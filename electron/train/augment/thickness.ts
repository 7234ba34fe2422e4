import { placeOf, type Ink } from './ink.ts'

/**
 * Blends each pixel towards the brightest of the nine around it, or towards the darkest for an amount below 0.
 * An amount of 1 or -1 goes all the way: a line two pixels thicker or thinner. Needs a sheet to work on.
 */
export function thicken(ink: Ink, amount: number, sheet: Uint8Array): void {
  const isThinner = amount < 0
  if (!isThinner) grow(ink)
  // The darkest of some bytes is the brightest of their complements.
  const flipped = isThinner ? 255 : 0
  brightestInRows(ink, flipped, sheet)
  blend(ink, flipped, sheet, Math.round(256 * Math.min(1, Math.abs(amount))))
}

/** Lets the box take in its neighbours, as far as the image goes. */
function grow(ink: Ink): void {
  ink.left = Math.max(0, ink.left - 1)
  ink.top = Math.max(0, ink.top - 1)
  ink.right = Math.min(ink.columns - 1, ink.right + 1)
  ink.bottom = Math.min(ink.rows - 1, ink.bottom + 1)
}

/** Writes, for each pixel of the box and of a row above and below, the brightest of it and its two neighbours. */
function brightestInRows(
  { stride, pixels, left, top, right, bottom }: Ink,
  flipped: number,
  sheet: Uint8Array,
): void {
  for (let row = top - 1; row <= bottom + 1; row += 1) {
    const last = placeOf(stride, right, row)
    let place = placeOf(stride, left, row)
    let before = (pixels[place - 1] ?? 0) ^ flipped
    let here = (pixels[place] ?? 0) ^ flipped
    for (; place <= last; place += 1) {
      const after = (pixels[place + 1] ?? 0) ^ flipped
      sheet[place] = brightest(before, here, after)
      before = here
      here = after
    }
  }
}

/** Moves the pixels of the box towards the brightest in their columns, by so many parts of 256. */
function blend(
  { stride, pixels, left, top, right, bottom }: Ink,
  flipped: number,
  sheet: Uint8Array,
  share: number,
): void {
  for (let row = top; row <= bottom; row += 1) {
    const last = placeOf(stride, right, row)
    for (let place = placeOf(stride, left, row); place <= last; place += 1) {
      const above = sheet[place - stride] ?? 0
      const below = sheet[place + stride] ?? 0
      const towards = brightest(above, sheet[place] ?? 0, below) ^ flipped
      const value = pixels[place] ?? 0
      pixels[place] = value + (((towards - value) * share) >> 8)
    }
  }
}

// Faster than Math.max of three.
function brightest(a: number, b: number, c: number): number {
  const pair = a > b ? a : b
  return pair > c ? pair : c
}
