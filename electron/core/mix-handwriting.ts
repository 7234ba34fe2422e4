import { createHash } from 'node:crypto'
import type { Parsed } from '../contract/calls.ts'
import type { Dataset } from '../contract/datasets.ts'
import { AppError } from '../contract/errors.ts'
import { mixedName } from '../contract/handwriting.ts'
import { ownDataset } from '../store/datasets.sql.ts'
import { keptDrawings, type StoredDrawing } from '../store/drawings.sql.ts'
import { addDataset, type AddingOptions } from './add-dataset.ts'
import { datasetCalled } from './datasets.ts'
import { readsDigits } from './handwriting-scorer.ts'

/** Of what models see of drawings, and their labels. */
function hashOf(drawings: readonly StoredDrawing[]): string {
  const hash = createHash('sha256')
  for (const { label, pixels } of drawings) hash.update(Uint8Array.of(label)).update(pixels)
  return hash.digest('hex')
}

function refuseOthers({ id, rows, columns, classes }: Dataset): void {
  if (!readsDigits({ rows, columns, classes, mean: 0, deviation: 1 }))
    throw new AppError(
      'conflict',
      `Handwriting can be mixed into data sets of 28 × 28 pixels and the classes 0 to 9; ${id} has ${String(rows)} × ${String(columns)} and ${classes.slice(0, 12).join(', ')}`,
    )
}

const sourcesOf = (data: Dataset, drawings: readonly StoredDrawing[], times: number) => [
  { file: `Data set ${data.id}`, sha256: data.sha256 },
  {
    file: `My handwriting: ${String(drawings.length)} drawings, each ${String(times)} times`,
    sha256: hashOf(drawings),
  },
]

/** The data set of that name, where its files are sound and it was made from the same. */
async function foundAgain(
  { db, datasets }: AddingOptions,
  id: string,
  sources: Dataset['sources'],
): Promise<Dataset | undefined> {
  const found = ownDataset(db, id)?.dataset
  if (!found || JSON.stringify(found.sources) !== JSON.stringify(sources)) return undefined
  const isSound = await datasets.files(id).then(
    () => true,
    () => false,
  )
  return isSound ? found : undefined
}

/** Makes a data set with the drawings among the training images of another, or finds the same mix again. */
export async function mixHandwriting(
  options: AddingOptions,
  { data, times }: Parsed<'handwriting.mix'>,
  signal: AbortSignal,
): Promise<Dataset> {
  const base = datasetCalled(options.db, data)
  refuseOthers(base)
  const drawings = keptDrawings(options.db)
  if (drawings.length === 0)
    throw new AppError('conflict', 'There are no drawings in my handwriting to mix in')
  const sources = sourcesOf(base, drawings, times)
  const sha256 = createHash('sha256').update(JSON.stringify(sources)).digest('hex')
  const id = mixedName(base.id, sha256)
  const again = await foundAgain(options, id, sources)
  if (again) return again
  const { files } = await options.datasets.files(base.id)
  const source = { kind: 'mixed', files, images: base.train, drawings, times, sources } as const
  try {
    return await addDataset(options, { id, source }, signal, () => undefined)
  } catch (error) {
    // Somebody else may have been faster.
    const made = await foundAgain(options, id, sources)
    if (made) return made
    throw error
  }
}
