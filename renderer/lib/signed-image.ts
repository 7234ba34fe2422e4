import type { Pixels, SignedTile } from '../../electron/contract/digits.ts'

export type Colour = readonly [red: number, green: number, blue: number]

/** What values below and above nothing are drawn in, on a ground where lines of a drawing may show through. */
export interface SignedColours {
  readonly ground: Colour
  readonly line: Colour
  readonly below: Colour
  readonly above: Colour
}

/** `#rgb` or `#rrggbb`. */
export function colourFrom(text: string): Colour {
  const long = text.length === 4 ? text.replace(/[^#]/g, '$&$&') : text
  const at = (place: number) => Number.parseInt(long.slice(place, place + 2), 16) || 0
  return [at(1), at(3), at(5)]
}

/** Reads the design's colours as they apply to an element in the theme of this moment. */
export function readSignedColours(element: Element): SignedColours {
  const style = getComputedStyle(element)
  const token = (name: string) => colourFrom(style.getPropertyValue(`--${name}`).trim())
  return {
    ground: token('surface'),
    line: token('line-strong'),
    below: token('err-5'),
    above: token('heat-5'),
  }
}

const between = (from: Colour, to: Colour, share: number): Colour => {
  const mix = (channel: 0 | 1 | 2) => from[channel] + (to[channel] - from[channel]) * share
  return [mix(0), mix(1), mix(2)]
}

/** From −127 to 127 each. */
export const signedValues = ({ values }: Pick<SignedTile, 'values'>): Int8Array =>
  Int8Array.from(atob(values), (character) => character.charCodeAt(0))

/** Values of either sign as an opaque picture; `under` is a drawing that shows where they are small. */
export function signedPixels(
  values: Int8Array,
  { ground, line, below, above }: SignedColours,
  under: Pixels | null,
): Uint8ClampedArray<ArrayBuffer> {
  const drawn = under === null ? '' : atob(under)
  const picture = new Uint8ClampedArray(values.length * 4)
  values.forEach((value, at) => {
    const base = between(ground, line, (drawn.charCodeAt(at) || 0) / 255)
    const colour = between(base, value < 0 ? below : above, Math.abs(value) / 127)
    picture.set([...colour, 255], at * 4)
  })
  return picture
}
