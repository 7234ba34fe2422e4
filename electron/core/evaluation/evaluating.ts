import type { Fork } from '../../train/messages.ts'
import { runById } from '../../store/runs.sql.ts'
import { AppError } from '../../contract/errors.ts'
import { evaluationHandlers } from './evaluation-calls.ts'
import { createEvaluations, type EvaluationsOptions } from './evaluations.ts'
import { createEvaluator } from './evaluator.ts'
import { imageSetOf } from './image-set.ts'
import type { FindModel } from '../saved-models.ts'

export interface EvaluatingOptions extends EvaluationsOptions {
  readonly fork: Fork
  readonly findModel: FindModel
}

export interface Evaluating {
  readonly handlers: ReturnType<typeof evaluationHandlers>
  /** Ends what is being computed. */
  readonly close: () => Promise<void>
}

/** The next evaluation comes soon after one, or not for a long time. */
const warmMs = 60_000

/** Answers to every question about evaluations, with the process that computes them. */
export function createEvaluating(options: EvaluatingOptions): Evaluating {
  const { db, fork, log, findModel } = options
  const evaluator = createEvaluator({ fork, log, isBackground: false, warmMs })
  const evaluations = createEvaluations(options)
  const closing = new AbortController()
  return {
    handlers: evaluationHandlers({
      findModel,
      images: async (id, set) => imageSetOf(options, runById(db, id), set),
      find: (asked) => evaluations.find(asked, closing.signal, evaluator),
    }),
    close: () => {
      closing.abort(new AppError('conflict', 'The program is being closed'))
      evaluator.close()
      return Promise.resolve()
    },
  }
}
