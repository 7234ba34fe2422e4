import type { ImagePage } from '../../contract/evaluations.ts'
import type { ImageSet } from './image-set.ts'

/** Which piece of a list. */
interface Page {
  readonly from: number
  readonly most: number
}

/** A piece of a list of images, which `describe` completes for each place. */
export async function pageOf<At extends { readonly place: number }, T>(
  { rows, columns, labels, indexOf, pixels }: ImageSet,
  all: readonly At[],
  { from, most }: Page,
  describe: (at: At) => T,
): Promise<ImagePage<T & ImageFacts>> {
  const piece = all.slice(from, from + most)
  const images = await pixels(piece.map(({ place }) => place))
  return {
    total: all.length,
    rows,
    columns,
    images: piece.map((at, index) => ({
      ...describe(at),
      index: indexOf(at.place),
      label: labels[at.place] ?? 0,
      pixels: Buffer.from(images[index] ?? []).toString('base64'),
    })),
  }
}

/** What is said of each image, whatever it was chosen for. */
interface ImageFacts {
  readonly index: number
  readonly label: number
  readonly pixels: string
}
