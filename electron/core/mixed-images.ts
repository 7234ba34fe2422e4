import { mnistShape } from '../contract/datasets.ts'
import type { LabelledImage, ReadingOf } from '../formats/labelled-image.ts'
import { readIdx } from '../formats/read-idx.ts'
import type { DatasetFiles } from '../train/messages.ts'
import { side } from './rasterise.ts'
import { shuffled } from './split.ts'

/** The images of a data set of digits, with drawings among those to train on. */
export interface MixedSource {
  readonly kind: 'mixed'
  readonly files: DatasetFiles
  /** How many images it has to train on. */
  readonly images: number
  readonly drawings: readonly { readonly label: number; readonly pixels: Uint8Array }[]
  /** How often each drawing stands among them. */
  readonly times: number
  readonly sources: readonly { readonly file: string; readonly sha256: string }[]
}

/**
 * The training images in their order, each drawing as many times as is wanted at places of chance between them, which
 * the number of both decides: the same mix is the same files.
 */
export async function* readMixed(
  { files, images, drawings, times, sources }: MixedSource,
  tell: ReadingOf,
): AsyncGenerator<LabelledImage> {
  const { classes } = mnistShape
  const { trainImages, trainLabels } = files
  const plain = readIdx({ images: trainImages, labels: trainLabels }, classes, {
    progress: tell.progress,
    source: () => undefined,
  })
  for (const index of shuffled(images + drawings.length * times)) {
    const drawing = index < images ? undefined : drawings[(index - images) % drawings.length]
    if (drawing) {
      const { label, pixels } = drawing
      yield { rows: side, columns: side, pixels, label: classes[label] ?? '', place: 'A drawing' }
      continue
    }
    const next = await plain.next()
    if (!next.done) yield next.value
  }
  // To its end, where it tells whether the file holds what its header says.
  await plain.next()
  for (const source of sources) tell.source(source)
}
