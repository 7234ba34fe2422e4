import * as v from 'valibot'
import type { Dataset, DataShape } from '../../../electron/contract/datasets.ts'
import type { Run } from '../../../electron/contract/entities.ts'
import { EvaluatedSet } from '../../../electron/contract/evaluations.ts'
import { t } from '../translate.ts'

export interface SetChoice {
  readonly value: EvaluatedSet
  readonly label: string
}

type Measured = Pick<Run, 'config' | 'dataset' | 'handwriting'>

const isOfForm = (a: DataShape, b: DataShape) =>
  a.rows === b.rows && a.columns === b.columns && a.classes.length === b.classes.length

const withCount = (name: string, count: number | undefined) =>
  count === undefined ? name : t('evaluate.setOf', { name, images: count })

/** Images of a run's own data, and of the drawings where there are any. */
export function ownSets(
  { config, dataset, handwriting }: Measured,
  datasets: readonly Dataset[],
): readonly SetChoice[] {
  const own = datasets.find(({ id }) => id === dataset.id)
  return [
    { value: 'test', label: withCount(t('evaluate.set.test'), own?.test) },
    { value: 'train', label: t('evaluate.set.train') },
    ...(config.validation > 0
      ? [{ value: 'validation', label: t('evaluate.set.validation') } as const]
      : []),
    ...(handwriting
      ? [
          {
            value: 'handwriting',
            label: withCount(t('evaluate.set.handwriting'), handwriting.images),
          } as const,
        ]
      : []),
  ]
}

/** Test images of other data sets that the run could read. */
export const otherSets = (
  { dataset }: Pick<Run, 'dataset'>,
  datasets: readonly Dataset[],
): readonly SetChoice[] =>
  datasets
    .filter((other) => other.id !== dataset.id && isOfForm(other, dataset))
    .map(({ id, test }) => ({ value: `data:${id}`, label: withCount(id, test) }))

/** The set that an address asks for; the test images unless it names one. */
export function setOf(query: unknown): EvaluatedSet {
  const parsed = v.safeParse(EvaluatedSet, query)
  return parsed.success ? parsed.output : 'test'
}

/** A set in a sentence: “the test images”. */
export function setWords(set: EvaluatedSet): string {
  switch (set) {
    case 'test':
    case 'train':
    case 'validation':
    case 'handwriting':
      return t(`evaluate.images.${set}`)
    default:
      return t('evaluate.images.other', { name: set.slice('data:'.length) })
  }
}

/** Runs that are evaluated on the same images as one: for its own data those that were made for it, else those that read such images. */
export const runsAlike = (run: Run, runs: readonly Run[], set: EvaluatedSet): readonly Run[] =>
  runs.filter((other) => {
    if (other.weightsSha256 === null || !isOfForm(other.dataset, run.dataset)) return false
    const isOwn = set === 'test' || set === 'train' || set === 'validation'
    if (!isOwn) return true
    const isSameData = other.dataset.id === run.dataset.id
    return isSameData && (set === 'test' || isDividedAlike(other.config, run.config))
  })

const isDividedAlike = (a: Run['config'], b: Run['config']) =>
  a.trainImages === b.trainImages && a.validation === b.validation
