import type { Run, RunId } from '../../contract/entities.ts'
import type { EvaluatedSet } from '../../contract/evaluations.ts'
import { AppError } from '../../contract/errors.ts'
import { checkpointMeant, type StoredCheckpoint } from '../../store/checkpoints.sql.ts'
import type { Db } from '../../store/database.ts'
import { keepEvaluation, storedEvaluation } from '../../store/evaluations.sql.ts'
import { runById, updateRun } from '../../store/runs.sql.ts'
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
  readonly evaluators: {
    /** For what somebody waits for. */
    readonly asked: Evaluator
    readonly ahead: Evaluator
  }
}

/** Evaluations that were made on the same weights and images are found again; others are computed, and kept. */
export interface Evaluations {
  /** Rejects when `signal` aborts; what is computed goes on as long as somebody waits for it. */
  readonly find: (asked: Asked, signal: AbortSignal) => Promise<FoundEvaluation>
  /** Computes what nobody has asked for yet; whoever asks meanwhile does not wait for it, and it rejects. */
  readonly prepare: (asked: Asked, signal: AbortSignal) => Promise<void>
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

type Lacking = Meant & { readonly checkpoint: StoredCheckpoint }

type Looked =
  | { readonly before: Kept }
  /** The key is that of equal results. */
  | { readonly checkpoint: StoredCheckpoint; readonly key: string }

export function createEvaluations(options: EvaluationsOptions): Evaluations {
  const { db, log, now, news, evaluators } = options
  const once = createOnce<Kept>()
  /** What is computed before it is asked for. */
  let ahead: { readonly key: string; readonly abort: AbortController } | undefined

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
    { run, set, images, checkpoint }: Lacking,
    evaluator: Evaluator,
    signal: AbortSignal,
  ): Promise<Kept> {
    const { epoch, step, weights, sha256 } = checkpoint
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
      if (run.origin.kind !== 'imported' || set !== 'test') return
      updateRun(db, run.id, {})
      news.emit('run.changed', runById(db, run.id))
    })
    keep()
    return found
  }

  /** What was found before, or what is needed to compute it. */
  async function look({ id, epoch, set }: Asked, signal: AbortSignal): Promise<Meant & Looked> {
    const run = runById(db, id)
    if (!checkpointMeant(db, id, epoch)) throw noCheckpoint(run, epoch)
    const meant = { run, epoch, set, images: await imageSetOf(options, run, set) }
    signal.throwIfAborted()
    const before = kept(meant)
    if (before) return { ...meant, before }
    const checkpoint = soundCheckpoint(db, run, epoch)
    const key = [run.id, checkpoint.step, checkpoint.sha256, set, meant.images.sha256].join()
    return { ...meant, checkpoint, key }
  }

  return {
    find: async (asked, signal) => {
      const looked = await look(asked, signal)
      const { run, images } = looked
      const { labels } = images
      if ('before' in looked) return { ...looked.before, run, images, labels }
      if (ahead?.key === looked.key) ahead.abort.abort(new AppError('conflict', 'It is asked for'))
      const found = await once.wait(looked.key, signal, (nobodyWaits) =>
        compute(looked, evaluators.asked, nobodyWaits),
      )
      return { ...found, run, images, labels }
    },

    prepare: async (asked, signal) => {
      const looked = await look(asked, signal)
      if ('before' in looked || once.isUnderWay(looked.key)) return
      const abort = new AbortController()
      ahead = { key: looked.key, abort }
      try {
        await compute(looked, evaluators.ahead, AbortSignal.any([signal, abort.signal]))
      } finally {
        ahead = undefined
      }
    },
  }
}
