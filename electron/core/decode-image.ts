import { laidOn, readPicture, type Picture } from '../formats/picture.ts'

/** Rows of grey values, 0 black to 255 white. */
export interface GreyImage {
  readonly width: number
  readonly height: number
  readonly grey: Uint8Array
}

/** Pixels of the longer side after decoding; a digit needs no more. */
const workSide = 512

/** The first frame of a PNG, JPEG, WebP, GIF or TIFF, upright, at most 512 pixels a side, without transparency. */
export async function decodeImage(bytes: Uint8Array): Promise<GreyImage> {
  const picture = await readPicture(bytes, {
    width: workSide,
    height: workSide,
    fit: 'inside',
    withoutEnlargement: true,
  })
  const { width, height } = picture
  return { width, height, grey: laidOn(groundBehind(picture), picture) }
}

/** What is transparent becomes the opaque part's own ground where it has two tones, and its opposite where it is all ink. */
function groundBehind({ grey, alpha }: Picture): number {
  const opaque = alpha.reduce((most, value) => Math.max(most, value), 0) / 2
  const tones = grey.filter((_, at) => (alpha[at] ?? 0) > opaque).sort()
  const tone = (share: number) => tones[Math.floor((tones.length - 1) * share)] ?? 0
  const isAllInk = tone(0.95) - tone(0.05) < 64
  if (!isAllInk) return tone(0.5)
  return tone(0.5) < 128 ? 255 : 0
}
