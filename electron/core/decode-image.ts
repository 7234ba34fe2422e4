import { AppError } from '../contract/errors.ts'

/** Rows of grey values, 0 black to 255 white. */
export interface GreyImage {
  readonly width: number
  readonly height: number
  readonly grey: Uint8Array
}

const most = { pixels: 50_000_000, seconds: 10 }
/** Pixels of the longer side after decoding; a digit needs no more. */
const workSide = 512

const signatures: readonly (readonly [at: number, bytes: string])[] = [
  [0, '\x89PNG\r\n\x1a\n'],
  [0, '\xff\xd8\xff'],
  [8, 'WEBP'],
  [0, 'GIF87a'],
  [0, 'GIF89a'],
  [0, 'II*\0'],
  [0, 'MM\0*'],
]

/** The first frame of a PNG, JPEG, WebP, GIF or TIFF, upright, at most 512 pixels a side, without transparency. */
export async function decodeImage(bytes: Uint8Array): Promise<GreyImage> {
  const start = Buffer.from(bytes.subarray(0, 16)).toString('latin1')
  if (!signatures.some(([at, signature]) => start.startsWith(signature, at)))
    throw new AppError(
      'unreadable',
      'Not a picture: it must be a PNG, JPEG, WebP, GIF or TIFF file',
    )
  // Loaded on first use: a machine without its native part can do everything but read pictures.
  const { default: sharp } = await import('sharp')
  try {
    const picture = sharp(bytes, { limitInputPixels: most.pixels, failOn: 'error', pages: 1 })
    const { data, info } = await picture
      .timeout({ seconds: most.seconds })
      .autoOrient()
      .resize({ width: workSide, height: workSide, fit: 'inside', withoutEnlargement: true })
      .ensureAlpha()
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true })
    return flattened(data, info)
  } catch (error) {
    throw new AppError('unreadable', reasonOf(error), { cause: error })
  }
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  if (message.includes('pixel limit'))
    return `The picture is too large: it may have at most ${String(most.pixels / 1e6)} million pixels`
  return 'The picture is damaged or incomplete'
}

/** Lays red, green, blue and alpha on a plain ground from which the ink stands out, as grey values. */
function flattened(data: Uint8Array, { width, height }: Omit<GreyImage, 'grey'>): GreyImage {
  const channel = (index: number) =>
    Uint8Array.from({ length: width * height }, (_, at) => data[at * 4 + index] ?? 0)
  const [red, green, blue, alpha] = [channel(0), channel(1), channel(2), channel(3)]
  const grey = red.map((value, at) =>
    Math.round(0.299 * value + 0.587 * (green[at] ?? 0) + 0.114 * (blue[at] ?? 0)),
  )
  const ground = groundBehind(grey, alpha)
  const laid = grey.map((value, at) => {
    const share = (alpha[at] ?? 0) / 255
    return Math.round(value * share + ground * (1 - share))
  })
  return { width, height, grey: laid }
}

/** What is transparent becomes the opaque part's own ground where it has two tones, and its opposite where it is all ink. */
function groundBehind(grey: Uint8Array, alpha: Uint8Array): number {
  const opaque = alpha.reduce((most, value) => Math.max(most, value), 0) / 2
  const tones = grey.filter((_, at) => (alpha[at] ?? 0) > opaque).sort()
  const tone = (share: number) => tones[Math.floor((tones.length - 1) * share)] ?? 0
  const isAllInk = tone(0.95) - tone(0.05) < 64
  if (!isAllInk) return tone(0.5)
  return tone(0.5) < 128 ? 255 : 0
}
