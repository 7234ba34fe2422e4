import { createByteReader, type ByteReader } from './byte-reader.ts'
import {
  headerBytes,
  imagesHeader,
  labelsHeader,
  refuse,
  refuseOtherClasses,
  type IdxImagesHeader,
} from './idx.ts'
import type { LabelledImage, ReadingOf } from './labelled-image.ts'
import { openSource, type Source } from './source.ts'

export interface IdxFiles {
  readonly images: string
  readonly labels: string
}

/** What is plain says its length before anything of it is read. */
function refuseOtherLength({ file, length }: Source, expected: number): void {
  if (length !== null && length !== expected)
    refuse(file, 'length', `${String(expected)} bytes`, String(length))
}

/** What is packed is unpacked as far as the header says, and one byte more. */
async function refuseMore(reader: ByteReader, file: string, expected: number): Promise<void> {
  if ((await reader.take(1)).length > 0) refuse(file, 'length', `${String(expected)} bytes`, 'more')
}

async function readLabels(file: string, classes: number, tell: ReadingOf): Promise<Uint8Array> {
  const source = await openSource(file)
  try {
    const reader = createByteReader(source.content)
    const count = labelsHeader(await reader.take(headerBytes.labels), file)
    const length = headerBytes.labels + count
    refuseOtherLength(source, length)
    const labels = await reader.take(count)
    if (labels.length < count)
      refuse(file, 'length', `${String(length)} bytes`, String(headerBytes.labels + labels.length))
    await refuseMore(reader, file, length)
    refuseOtherClasses(labels, file, classes)
    tell.source({ file, sha256: source.sha256() })
    return labels
  } finally {
    await source.close()
  }
}

async function* imagesIn(
  source: Source,
  labels: Uint8Array,
  classes: readonly string[],
): AsyncGenerator<LabelledImage> {
  const { file } = source
  const reader = createByteReader(source.content)
  const header = imagesHeader(await reader.take(headerBytes.images), file)
  const { count, rows, columns }: IdxImagesHeader = header
  if (labels.length !== count)
    refuse(file, 'number of images', `that of the labels, ${String(labels.length)}`, String(count))
  const size = rows * columns
  const length = headerBytes.images + count * size
  refuseOtherLength(source, length)
  for (const [index, label] of labels.entries()) {
    const pixels = await reader.take(size)
    if (pixels.length < size) {
      const found = headerBytes.images + index * size + pixels.length
      refuse(file, 'length', `${String(length)} bytes`, String(found))
    }
    const place = `${file}, image ${String(index)}`
    yield { rows, columns, pixels, label: classes[label] ?? '', place }
  }
  await refuseMore(reader, file, length)
}

/**
 * The images of an IDX file with their labels from another, plain or gzip, a chunk of images in memory at a time.
 * Throws an AppError that names file, field, what it must be and what it is.
 */
export async function* readIdx(
  { images, labels }: IdxFiles,
  classes: readonly string[],
  tell: ReadingOf,
): AsyncGenerator<LabelledImage> {
  const found = await readLabels(labels, classes.length, tell)
  const source = await openSource(images)
  try {
    for await (const image of imagesIn(source, found, classes)) {
      yield image
      tell.progress(source.share())
    }
    tell.source({ file: images, sha256: source.sha256() })
  } finally {
    await source.close()
  }
}
