import type { Epoch, Score } from '../contract/training.ts'
import type { Backend, BatchScore, WatchOutputs } from './backend.ts'
import { part, type Dataset, type ImageSet } from './dataset.ts'

/** Batch scores added up, with the number of images behind them. */
export interface Tally extends BatchScore {
  readonly images: number
}

export const nothing: Tally = { loss: 0, wrong: 0, images: 0 }

export const add = (tally: Tally, batch: BatchScore, images: number): Tally => ({
  loss: tally.loss + batch.loss,
  wrong: tally.wrong + batch.wrong,
  images: tally.images + images,
})

export const scoreOf = ({ loss, wrong, images }: Tally): Score => ({
  loss: Number.isFinite(loss) ? loss / images : null,
  error: wrong / images,
})

/** Scores a whole set; null when `signal` came first. */
async function evaluate(
  backend: Pick<Backend, 'measure' | 'measuredAtOnce'>,
  set: ImageSet,
  { signal, breathe }: Pick<Evaluation, 'signal' | 'breathe'>,
  watch?: WatchOutputs,
): Promise<Score | null> {
  let tally = nothing
  for (let from = 0; from < set.count; from += backend.measuredAtOnce) {
    await breathe()
    if (signal.aborted) return null
    const to = Math.min(from + backend.measuredAtOnce, set.count)
    const { pixels, labels } = part(set, from, to)
    const batch = backend.measure(pixels, labels, watch)
    tally = add(tally, batch, to - from)
  }
  return scoreOf(tally)
}

export interface Evaluation {
  readonly data: Dataset
  readonly backend: Pick<Backend, 'measure' | 'measuredAtOnce'>
  readonly signal: AbortSignal
  readonly breathe: () => Promise<void>
}

/** Scores the sets of an epoch's end; null when `signal` came first. `watch` hears what the test images do. */
export async function evaluateAll(
  evaluation: Evaluation,
  watch: WatchOutputs,
): Promise<Pick<Epoch, 'train' | 'test' | 'validation'> | null> {
  const { data, backend } = evaluation
  const train = await evaluate(backend, data.train, evaluation)
  const test = await evaluate(backend, data.test, evaluation, watch)
  const validation = data.validation && (await evaluate(backend, data.validation, evaluation))
  const isWhole = !data.validation || validation !== null
  return train && test && isWhole ? { train, test, validation } : null
}
