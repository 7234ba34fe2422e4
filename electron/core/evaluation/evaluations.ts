import type { Run, RunId } from '../../contract/entities.ts'
import type { EvaluatedSet } from '../../contract/evaluations.ts'
import { checkpointMeant, type StoredCheckpoint } from '../../store/checkpoints.sql.ts'
import type { Db } from '../../store/database.ts'
import { keepEvaluation, storedEvaluation } from '../../store/evaluations.sql.ts'
import { runById } from '../../store/runs.sql.ts'
import type { Log } from '../core.ts'
import type { Announcer } from '../events.ts'
import { noCheckpoint, soundCheckpoint } from '../stored-weights.ts'
import { unattended } from '../writes.ts'
import type { Evaluator } from './evaluator.ts'
import { imageSetOf, type ImageSet, type ImageSetsOptions } from './image-set.ts'
import { createOnce } from './once.ts'
import { stored, whole, type Findings } from './stored.ts'

/** A checkpoint of a run on a set of images. */
export interface Asked {
  readonly id: RunId
  readonly epoch?: number | undefined
  readonly set: EvaluatedSet
}

/** What a checkpoint says of each image of a set. */
export interface FoundEvaluation extends Findings {
  readonly run: Run
  readonly epoch: number
  readonly images: ImageSet
  readonly labels: Uint8Array
  /** Milliseconds since 1970. */
  readonly madeAt: number
}

export interface EvaluationsOptions extends ImageSetsOptions {
  readonly db: Db
  readonly log: Log
  readonly now: () => number
  readonly news: Pick<Announcer, 'emit'>
}

/** Evaluations that were made on the same weights and images are found again; others are computed, and kept. */
export interface Evaluations {
  readonly find: (
    asked: Asked,
    signal: AbortSignal,
    evaluator: Evaluator,
  ) => Promise<FoundEvaluation>
}

/** Who waits for an evaluation hears of it after this time. */
const quietMs = 1000

type Kept = Omit<FoundEvaluation, 'run' | 'images' | 'labels'>

/** A question whose run and images were found. */
interface Meant {
  readonly run: Run
  readonly epoch: number | undefined
  readonly set: EvaluatedSet
  readonly images: ImageSet
}

export function createEvaluations(options: EvaluationsOptions): Evaluations {
  const { db, log, now, news } = options
  const once = createOnce<Kept>()

  /** The one that was kept on the same weights and images, if its bytes are whole. */
  function kept({ run, epoch, set, images: { sha256 } }: Meant): Kept | undefined {
    const checkpoint = checkpointMeant(db, run.id, epoch)
    if (!checkpoint) throw noCheckpoint(run, epoch)
    const row = storedEvaluation(db, { run: run.id, step: checkpoint.step, image_set: set })
    if (row?.data_sha256 !== sha256 || row.weights_sha256 !== checkpoint.sha256) return undefined
    const found = whole(row)
    if (found) return { ...found, epoch: checkpoint.epoch, madeAt: row.made_at }
    log.warn(
      `The evaluation of run ${run.name} on ${set} after epoch ${String(checkpoint.epoch)} is damaged and is made again: its bytes do not have the SHA-256 ${row.sha256}`,
    )
    return undefined
  }

  /** Lets the weights read the images, and keeps what they say. */
  async function compute(
    { run, set, images }: Meant,
    { epoch, step, weights, sha256 }: StoredCheckpoint,
    evaluator: Evaluator,
    signal: AbortSignal,
  ): Promise<Kept> {
    const of = images.labels.length
    const beganMs = performance.now()
    const progress = (done: number) => {
      if (performance.now() - beganMs >= quietMs)
        news.emit('evaluation.progress', { id: run.id, epoch, set, done, of })
    }
    const job = { config: run.config, shape: run.dataset, weights, images: images.images }
    const { loss, wrong, ...readings } = await evaluator.evaluate(job, signal, progress)
    const found = { ...readings, epoch, loss, error: wrong / of, madeAt: now() }
    const keep = unattended('Keeping an evaluation', log, () => {
      keepEvaluation(db, {
        run: run.id,
        step,
        image_set: set,
        data_sha256: images.sha256,
        weights_sha256: sha256,
        images: of,
        ...stored(found),
        made_at: found.madeAt,
      })
    })
    keep()
    return found
  }

  async function meant({ id, epoch, set }: Asked): Promise<Meant> {
    const run = runById(db, id)
    if (!checkpointMeant(db, id, epoch)) throw noCheckpoint(run, epoch)
    return { run, epoch, set, images: await imageSetOf(options, run, set) }
  }

  return {
    find: async (asked, signal, evaluator) => {
      const what = await meant(asked)
      const { run, set, images } = what
      const { labels, sha256 } = images
      const before = kept(what)
      if (before) return { ...before, run, images, labels }
      const checkpoint = soundCheckpoint(db, run, asked.epoch)
      const key = [run.id, checkpoint.step, checkpoint.sha256, set, sha256].join()
      const found = await once(key, signal, (aborted) =>
        compute(what, checkpoint, evaluator, aborted),
      )
      return { ...found, run, images, labels }
    },
  }
}
