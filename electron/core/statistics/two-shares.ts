import { twoSidedNormal } from './distributions.ts'
import { z95 } from './normal.ts'
import type { TestedDifference } from './student-tests.ts'

/** A share that was seen on so many images. */
export interface SeenShare {
  readonly share: number
  readonly images: number
}

const squareOf = ({ share, images }: SeenShare) => (share * (1 - share)) / images

/** Two shares, as if each were of images of its own: the z test with the joint share, and Wald's interval. */
export function twoShares(first: SeenShare, second: SeenShare): TestedDifference {
  const difference = second.share - first.share
  const half = z95 * Math.sqrt(squareOf(first) + squareOf(second))
  const images = first.images + second.images
  const joint = (first.share * first.images + second.share * second.images) / images
  const error = Math.sqrt(joint * (1 - joint) * (1 / first.images + 1 / second.images))
  return {
    difference,
    interval: [difference - half, difference + half],
    p: error === 0 ? 1 : twoSidedNormal(difference / error),
  }
}
