import type { RunId } from '../../contract/entities.ts'
import { AppError } from '../../contract/errors.ts'
import { runById } from '../../store/runs.sql.ts'
import type { Fork } from '../../train/messages.ts'
import type { FindModel } from '../saved-models.ts'
import { createAhead } from './evaluate-ahead.ts'
import { evaluationHandlers } from './evaluation-calls.ts'
import {
  createEvaluations,
  type Asked,
  type EvaluationsOptions,
  type FoundEvaluation,
} from './evaluations.ts'
import { createEvaluator } from './evaluator.ts'
import { imageSetOf } from './image-set.ts'

export interface EvaluatingOptions extends Omit<EvaluationsOptions, 'evaluators'> {
  readonly fork: Fork
  readonly findModel: FindModel
}

export interface Evaluating {
  readonly handlers: ReturnType<typeof evaluationHandlers>
  /** Until it is closed. */
  readonly find: (asked: Asked, signal?: AbortSignal) => Promise<FoundEvaluation>
  /** Evaluates a run that has ended on its test set, when nobody else wants the processor. */
  readonly ahead: (id: RunId) => void
  /** Ends what is being computed; resolves when nothing more is written. */
  readonly close: () => Promise<void>
}

/** How long processes wait for more work: the next question comes soon after one, or not for a long time. */
const warmMs = { asked: 60_000, ahead: 5000 } as const

/** Answers to every question about evaluations, with the processes that compute them. */
export function createEvaluating(options: EvaluatingOptions): Evaluating {
  const { fork, log, db, findModel } = options
  const evaluators = {
    asked: createEvaluator({ fork, log, isBackground: false, warmMs: warmMs.asked }),
    ahead: createEvaluator({ fork, log, isBackground: true, warmMs: warmMs.ahead }),
  }
  const evaluations = createEvaluations({ ...options, evaluators })
  const closing = new AbortController()
  const underWay = new Set<Promise<unknown>>()

  function counted<T>(work: Promise<T>): Promise<T> {
    underWay.add(work)
    const forget = () => underWay.delete(work)
    work.then(forget, forget)
    return work
  }

  const prepare = createAhead(
    { prepare: (asked, signal) => counted(evaluations.prepare(asked, signal)) },
    log,
    closing.signal,
  )
  const find = (asked: Asked, signal?: AbortSignal) =>
    counted(evaluations.find(asked, AbortSignal.any([closing.signal, ...(signal ? [signal] : [])])))
  return {
    ahead: prepare,
    handlers: evaluationHandlers({
      findModel,
      images: async (id, set) => imageSetOf(options, runById(db, id), set),
      find,
    }),
    find,
    close: async () => {
      closing.abort(new AppError('conflict', 'The program is being closed'))
      evaluators.asked.close()
      evaluators.ahead.close()
      await Promise.allSettled(underWay)
    },
  }
}
