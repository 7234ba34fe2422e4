import { createHash } from 'node:crypto'
import { open, readFile } from 'node:fs/promises'
import { noDataset, type DataShape } from '../../contract/datasets.ts'
import type { Run } from '../../contract/entities.ts'
import type { EvaluatedSet } from '../../contract/evaluations.ts'
import { AppError } from '../../contract/errors.ts'
import { headerBytes, parseLabels } from '../../formats/idx.ts'
import type { Db } from '../../store/database.ts'
import { drawnImages } from '../../store/drawings.sql.ts'
import { divide } from '../../train/dataset.ts'
import type { EvaluatedImages } from '../../train/evaluator-messages.ts'
import { datasetCalled, refuseOtherData, type Datasets, type LabelledFiles } from '../datasets.ts'
import { readsDigits } from '../handwriting-scorer.ts'
import { side } from '../rasterise.ts'

/** Images that a run is evaluated on. A place counts from 0 in their order; an index is what people call an image by. */
export interface ImageSet {
  readonly rows: number
  readonly columns: number
  /** Names of the classes. */
  readonly classes: readonly string[]
  /** Of the images with their labels, in their order. */
  readonly sha256: string
  readonly labels: Uint8Array
  readonly images: EvaluatedImages
  readonly indexOf: (place: number) => number
  /** -1 where there is no such image. */
  readonly placeOf: (index: number) => number
  /** In the order of the places. */
  readonly pixels: (places: readonly number[]) => Promise<readonly Uint8Array[]>
}

export interface ImageSetsOptions {
  readonly db: Db
  readonly datasets: Pick<Datasets, 'files' | 'images'>
}

/** The images of a set for a run; throws an AppError where the run cannot read them, or they are not those it began with. */
export function imageSetOf(
  options: ImageSetsOptions,
  run: Run,
  set: EvaluatedSet,
): Promise<ImageSet> {
  switch (set) {
    case 'test':
      return ownImages(options, run, 'test')
    case 'train':
    case 'validation':
      return dividedImages(options, run, set)
    case 'handwriting':
      return Promise.resolve(handwriting(options.db, run))
    default:
      return otherImages(options, run, set.slice('data:'.length))
  }
}

/** The training or test images of a run's own data set, which must be the one that it began with. */
async function ownFiles(
  { db, datasets }: ImageSetsOptions,
  run: Run,
  which: 'train' | 'test',
): Promise<LabelledFiles> {
  if (run.config.dataset === noDataset)
    throw new AppError(
      'conflict',
      `Run ${run.name} was imported, and no data set had its images and classes; name one to evaluate it on`,
    )
  const files = await datasets.images(run.config.dataset, which)
  const { sha256 } = datasetCalled(db, run.config.dataset)
  const began = { id: run.config.dataset, sha256: run.dataset.sha256 }
  refuseOtherData(`Run ${run.name}`, began, sha256)
  return files
}

async function ownImages(
  options: ImageSetsOptions,
  run: Run,
  which: 'train' | 'test',
): Promise<ImageSet> {
  return fileSet(await ownFiles(options, run, which), run.dataset)
}

/** As the run divided its training images. */
async function dividedImages(
  options: ImageSetsOptions,
  run: Run,
  which: 'train' | 'validation',
): Promise<ImageSet> {
  const files = await ownFiles(options, run, 'train')
  const available = (await labelsIn(files, run.dataset)).length
  const { train, validation } = divide(run.config, available)
  if (which === 'train') return fileSet(files, run.dataset, { from: 0, to: train })
  if (validation > 0) return fileSet(files, run.dataset, { from: train, to: train + validation })
  throw new AppError('conflict', `Run ${run.name} keeps no images out of training for validation`)
}

/** The test images of another data set, which must have the form that the run reads. */
async function otherImages(
  { db, datasets }: ImageSetsOptions,
  run: Run,
  id: string,
): Promise<ImageSet> {
  const other = datasetCalled(db, id)
  const form = ({ rows, columns, classes }: DataShape) =>
    `${String(rows)} × ${String(columns)} pixels in ${String(classes.length)} classes`
  if (form(other) !== form(run.dataset))
    throw new AppError(
      'conflict',
      `Run ${run.name} reads images of ${form(run.dataset)}; the data set ${id} has ${form(other)}`,
    )
  return fileSet(await datasets.images(id, 'test'), other)
}

const labelsIn = async ({ labels }: LabelledFiles, { classes }: DataShape) =>
  parseLabels(await readFile(labels), labels, classes.length)

async function fileSet(
  files: LabelledFiles,
  shape: DataShape,
  range?: { readonly from: number; readonly to: number },
): Promise<ImageSet> {
  const all = await labelsIn(files, shape)
  const { from, to } = range ?? { from: 0, to: all.length }
  const { rows, columns, classes } = shape
  return {
    rows,
    columns,
    classes,
    sha256: sha256Of(files.sha256, String(from), String(to)),
    labels: all.subarray(from, to),
    images: { kind: 'files', images: files.images, labels: files.labels, from, to },
    indexOf: (place) => place,
    placeOf: (index) => (index < to - from ? index : -1),
    pixels: (places) =>
      pixelsIn(
        files.images,
        rows * columns,
        places.map((place) => from + place),
      ),
  }
}

async function pixelsIn(
  file: string,
  size: number,
  places: readonly number[],
): Promise<readonly Uint8Array[]> {
  const handle = await open(file)
  try {
    const images: Uint8Array[] = []
    for (const place of places) {
      const position = headerBytes.images + place * size
      images.push((await handle.read(new Uint8Array(size), 0, size, position)).buffer)
    }
    return images
  } finally {
    await handle.close()
  }
}

/** The drawings that are kept, by their numbers. */
function handwriting(db: Db, run: Run): ImageSet {
  const { rows, columns, classes } = run.dataset
  if (!readsDigits(run.dataset))
    throw new AppError(
      'conflict',
      `Run ${run.name} cannot read handwriting: it does not read the digits 0 to 9 in ${String(side)} × ${String(side)} pixels`,
    )
  const drawn = drawnImages(db)
  if (drawn.length === 0)
    throw new AppError('not-found', 'There are no drawings in my handwriting yet')
  const labels = Uint8Array.from(drawn, ({ label }) => label)
  const pixels = Buffer.concat(drawn.map((image) => image.pixels))
  const numbers = drawn.map(({ number }) => number)
  return {
    rows,
    columns,
    classes,
    sha256: sha256Of(numbers.join(), labels, pixels),
    labels,
    images: { kind: 'given', pixels, labels },
    indexOf: (place) => numbers[place] ?? -1,
    placeOf: (index) => numbers.indexOf(index),
    pixels: (places) =>
      Promise.resolve(places.map((place) => drawn[place]?.pixels ?? new Uint8Array(side * side))),
  }
}

/** Of these, one after another, with the length of each. */
function sha256Of(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(`${String(part.length)}:`).update(part)
  return hash.digest('hex')
}
