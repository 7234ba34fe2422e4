import { open } from 'node:fs/promises'
import { mostClasses, mostImages } from '../contract/datasets.ts'
import { AppError } from '../contract/errors.ts'
import type { ImageSize, LabelledImage } from '../formats/labelled-image.ts'

/** Images of a set in the order they came in: their pixels in a file, since memory may not hold them. */
export interface SpooledImages extends ImageSize {
  /** Pixels one image after another, and nothing else. */
  readonly file: string
  /** The labels that came, in the order they first came in. */
  readonly names: readonly string[]
  /** Of each image its place among the names. */
  readonly labels: readonly number[]
}

/** What the images must be. */
export interface Expected {
  /** Null: the first image decides. */
  readonly size: ImageSize | null
  /** Null: any label is a class. */
  readonly classes: readonly string[] | null
}

const bufferBytes = 1 << 20

const sizeText = ({ rows, columns }: ImageSize) => `${String(rows)} × ${String(columns)}`

const refuse = (place: string, field: string, expected: string, found: string): never => {
  throw new AppError('unreadable', `${place}: ${field} must be ${expected}, found ${found}`)
}

/** Numbers the labels as they come. */
function createNames(classes: readonly string[] | null) {
  const places = new Map<string, number>()
  return {
    all: () => [...places.keys()],
    placeOf: ({ label, place }: LabelledImage): number => {
      const known = places.get(label)
      if (known !== undefined) return known
      if (classes && !classes.includes(label))
        refuse(place, 'label', `one of ${classes.join(', ')}`, label)
      if (places.size === mostClasses)
        refuse(place, 'number of classes', `at most ${String(mostClasses)}`, 'more')
      places.set(label, places.size)
      return places.size - 1
    },
  }
}

/** Writes images to a new file as they come; an abort of `signal` ends it. */
export async function spoolImages(
  images: AsyncIterable<LabelledImage>,
  file: string,
  expected: Expected,
  signal: AbortSignal,
): Promise<SpooledImages> {
  const names = createNames(expected.classes)
  const labels: number[] = []
  let { size } = expected
  const handle = await open(file, 'wx', 0o600)
  try {
    const buffer = Buffer.alloc(bufferBytes)
    let filled = 0
    const flush = async () => {
      await handle.write(buffer, 0, filled)
      filled = 0
    }
    for await (const image of images) {
      signal.throwIfAborted()
      const { rows, columns, pixels, place } = image
      size ??= { rows, columns }
      if (rows !== size.rows || columns !== size.columns)
        refuse(place, 'size', sizeText(size), sizeText(image))
      if (labels.length === mostImages)
        refuse(place, 'number of images', `at most ${String(mostImages)}`, 'more')
      labels.push(names.placeOf(image))
      if (filled + pixels.length > bufferBytes) await flush()
      buffer.set(pixels, filled)
      filled += pixels.length
    }
    await flush()
  } finally {
    await handle.close()
  }
  if (!size) throw new AppError('unreadable', 'The number of images must be at least 1, found 0')
  return { ...size, file, names: names.all(), labels }
}
