import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { noDataset } from '../../contract/datasets.ts'
import type { Run } from '../../contract/entities.ts'
import { stream } from '../../train/random.ts'
import { imageSetOf, type ImageSetsOptions } from '../evaluation/image-set.ts'
import type { Expected } from './prove-export.ts'

/** So many, or all of a smaller test set. */
const most = 100

/** The first images of a run's test set; made by chance, always the same ones, for a run that has none. */
export async function proofImages(
  options: ImageSetsOptions,
  run: Run,
): Promise<Pick<Expected, 'images' | 'labels'>> {
  const { dataset, config } = run
  if (config.dataset === noDataset)
    return { images: madeUp(dataset.rows * dataset.columns), labels: null }
  const { labels, pixels } = await imageSetOf(options, run, 'test')
  const first = labels.subarray(0, most)
  return { images: await pixels(Array.from(first.keys())), labels: Array.from(first) }
}

/** A third of the pixels is not black, as in a drawing. */
function madeUp(size: number): readonly Uint8Array[] {
  const random = stream(1, 0)
  const pixel = () => Math.max(0, uniformInt(random, -510, 255))
  return Array.from({ length: most }, () => Uint8Array.from({ length: size }, pixel))
}
