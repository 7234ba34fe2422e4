import { testScore } from '../../electron/contract/run-columns.ts'
import { mnistShape } from '../../electron/contract/datasets.ts'
import type { Run, RunId } from '../../electron/contract/entities.ts'

/** Whose weights read the drawing; without an epoch, those of the last checkpoint. */
export interface Reader {
  readonly id: RunId
  readonly epoch: number | undefined
  /** Changes when a run that trains has new weights. */
  readonly weights: string | null
}

const hasWeights = ({ weightsSha256 }: Run) => weightsSha256 !== null

const hasDrawingsSize = ({ dataset: { rows, columns } }: Run) =>
  rows === mnistShape.rows && columns === mnistShape.columns

/** Runs that have weights to read a drawing with, in the order of the list. */
export const readableRuns = (runs: readonly Run[]): readonly Run[] =>
  runs.filter((run) => hasWeights(run) && hasDrawingsSize(run))

/** Whether its classes are the ten digits, so that its answer can stand beside those of others. */
const knowsDigits = ({ dataset: { classes } }: Run): boolean =>
  classes.length === mnistShape.classes.length &&
  classes.every((name, label) => name === mnistShape.classes[label])

/** As many runs as answer the same drawing. */
export const mostReaders = 50

/** The runs that answer side by side, best first, and how many do not. */
export interface Readers {
  readonly runs: readonly Run[]
  /** Those that could, but there are better ones. */
  readonly passedOver: number
  /** Those with weights for other images or classes. */
  readonly unfit: number
}

const errorOf = (run: Run) => testScore(run)?.error ?? Infinity

const isBefore = (a: Run, b: Run) =>
  errorOf(a) === errorOf(b) ? b.createdAt - a.createdAt : errorOf(a) - errorOf(b)

/** The chosen run and pinned ones always answer; then those with the least test error. */
export function readersOf(runs: readonly Run[], chosen: RunId | undefined): Readers {
  const trained = runs.filter(hasWeights)
  const fit = trained.filter((run) => hasDrawingsSize(run) && knowsDigits(run)).toSorted(isBefore)
  const wanted = ({ id, isPinned }: Run) => (id === chosen ? 0 : isPinned ? 1 : 2)
  const answering = fit.toSorted((a, b) => wanted(a) - wanted(b)).slice(0, mostReaders)
  return {
    runs: answering.toSorted(isBefore),
    passedOver: fit.length - answering.length,
    unfit: trained.length - fit.length,
  }
}

/** The one that reads where none is asked for: the newest pinned one, or else the newest. */
export const usualReader = (runs: readonly Run[]): Run | undefined =>
  runs.toSorted((a, b) => Number(b.isPinned) - Number(a.isPinned) || b.createdAt - a.createdAt)[0]

/** The epoch that an address asks for; undefined is the last checkpoint. */
export function epochOf(query: unknown): number | undefined {
  const epoch = Number(query)
  return typeof query === 'string' && Number.isInteger(epoch) && epoch >= 1 ? epoch : undefined
}
