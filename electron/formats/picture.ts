import type { ResizeOptions, Sharp } from 'sharp'
import { AppError } from '../contract/errors.ts'

/** Rows of grey values, 0 black to 255 white, and how opaque each is. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly grey: Uint8Array
  readonly alpha: Uint8Array
}

const mostPixels = 50_000_000
/** A longer side makes decoders work row by row, or in columns of one pixel, for far longer than its pixels are worth. */
const mostSide = 20_000
const mostSeconds = 10

const signatures: readonly (readonly [at: number, bytes: string])[] = [
  [0, '\x89PNG\r\n\x1a\n'],
  [0, '\xff\xd8\xff'],
  [8, 'WEBP'],
  [0, 'GIF87a'],
  [0, 'GIF89a'],
  [0, 'II*\0'],
  [0, 'MM\0*'],
]

/** Opens a PNG, JPEG, WebP, GIF or TIFF without decoding it yet. */
async function opened(bytes: Uint8Array, mostPixels: number): Promise<Sharp> {
  const start = Buffer.from(bytes.subarray(0, 16)).toString('latin1')
  if (!signatures.some(([at, signature]) => start.startsWith(signature, at)))
    throw new AppError(
      'unreadable',
      'Not a picture: it must be a PNG, JPEG, WebP, GIF or TIFF file',
    )
  // Loaded on first use: a machine without its native part can do everything but read pictures.
  const { default: sharp } = await import('sharp')
  return sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error', pages: 1 })
}

/** The size that a picture says it has, upright. */
export async function pictureSize(
  bytes: Uint8Array,
): Promise<{ readonly width: number; readonly height: number }> {
  const picture = await opened(bytes, mostPixels)
  try {
    return (await picture.metadata()).autoOrient
  } catch (error) {
    throw refused(error, mostPixels)
  }
}

/** Reads the first frame of a picture, upright, and brings it to a size. */
export async function readPicture(
  bytes: Uint8Array,
  size: ResizeOptions,
  limit = mostPixels,
): Promise<Picture> {
  const picture = await opened(bytes, limit)
  try {
    const { width, height } = await picture.metadata()
    if (Math.max(width, height) > mostSide)
      throw tooLarge('each side', mostSide.toLocaleString('en'))
    const { data, info } = await picture
      .timeout({ seconds: mostSeconds })
      .autoOrient()
      .resize(size)
      .ensureAlpha()
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true })
    return greyOf(data, info)
  } catch (error) {
    throw refused(error, limit)
  }
}

const tooLarge = (what: string, most: string): AppError =>
  new AppError('unreadable', `The picture is too large: ${what} may have at most ${most} pixels`)

function refused(error: unknown, limit: number): AppError {
  if (error instanceof AppError) return error
  const message = error instanceof Error ? error.message : String(error)
  if (message.includes('pixel limit')) return tooLarge('it', `${String(limit / 1e6)} million`)
  const reason = message.includes('timeout')
    ? `The picture takes longer than ${String(mostSeconds)} s to read`
    : 'The picture is damaged or incomplete'
  return new AppError('unreadable', reason, { cause: error })
}

/** Grey values of red, green, blue and alpha. */
function greyOf(
  data: Uint8Array,
  { width, height }: { readonly width: number; readonly height: number },
): Picture {
  const channel = (index: number) =>
    Uint8Array.from({ length: width * height }, (_, at) => data[at * 4 + index] ?? 0)
  const [red, green, blue, alpha] = [channel(0), channel(1), channel(2), channel(3)]
  const grey = red.map((value, at) =>
    Math.round(0.299 * value + 0.587 * (green[at] ?? 0) + 0.114 * (blue[at] ?? 0)),
  )
  return { width, height, grey, alpha }
}

/** Grey values of a picture that lies on a plain ground. */
export const laidOn = (ground: number, { grey, alpha }: Picture): Uint8Array =>
  grey.map((value, at) => {
    const share = (alpha[at] ?? 0) / 255
    return Math.round(value * share + ground * (1 - share))
  })
