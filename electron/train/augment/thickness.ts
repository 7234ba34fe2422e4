import { placeOf, side, stride, type Ink } from './ink.ts'

/**
 * Blends each pixel towards the brightest of the nine around it, or towards the darkest for an amount below 0.
 * An amount of 1 or -1 goes all the way: a line two pixels thicker or thinner. Needs a sheet to work on.
 */
export function thicken(ink: Ink, amount: number, sheet: Uint8Array): void {
  const { pixels } = ink
  const isThinner = amount < 0
  // The darkest of some bytes is the brightest of their complements.
  const flipped = isThinner ? 255 : 0
  const share = Math.round(256 * Math.min(1, Math.abs(amount)))
  if (!isThinner) grow(ink)
  const { left, top, right, bottom } = ink
  for (let row = top - 1; row <= bottom + 1; row += 1) {
    const last = placeOf(right, row)
    for (let place = placeOf(left, row); place <= last; place += 1)
      sheet[place] = brightest(pixels, place, 1, flipped)
  }
  for (let row = top; row <= bottom; row += 1) {
    const last = placeOf(right, row)
    for (let place = placeOf(left, row); place <= last; place += 1) {
      const value = pixels[place] ?? 0
      const towards = brightest(sheet, place, stride, 0) ^ flipped
      pixels[place] = value + (((towards - value) * share) >> 8)
    }
  }
}

/** Of a pixel and those one step before and after it. */
const brightest = (pixels: Uint8Array, place: number, step: number, flipped: number): number =>
  Math.max(
    (pixels[place - step] ?? 0) ^ flipped,
    (pixels[place] ?? 0) ^ flipped,
    (pixels[place + step] ?? 0) ^ flipped,
  )

/** Lets the box take in its neighbours, as far as the image goes. */
function grow(ink: Ink): void {
  ink.left = Math.max(0, ink.left - 1)
  ink.top = Math.max(0, ink.top - 1)
  ink.right = Math.min(side - 1, ink.right + 1)
  ink.bottom = Math.min(side - 1, ink.bottom + 1)
}
