import type { ImagePage } from '../contract/evaluations.ts'

/** As many as are asked for at once. */
const atOnce = 200

/** The first `most` images of a list that comes in pieces, with how many it has. */
export async function allImages<T>(
  most: number,
  ask: (page: { readonly from: number; readonly most: number }) => Promise<ImagePage<T>>,
): Promise<ImagePage<T>> {
  const first = await ask({ from: 0, most: Math.min(most, atOnce) })
  const images = [...first.images]
  const wanted = Math.min(most, first.total)
  while (images.length < wanted) {
    const piece = await ask({
      from: images.length,
      most: Math.min(wanted - images.length, atOnce),
    })
    if (piece.images.length === 0) break
    images.push(...piece.images)
  }
  return { ...first, images }
}
