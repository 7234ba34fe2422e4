import type { Handlers } from '../../contract/calls.ts'
import type { TwoRuns } from '../../contract/evaluations.ts'
import { AppError } from '../../contract/errors.ts'
import { chooseImages } from './choose-images.ts'
import { errorBoard, inPile } from './error-board.ts'
import type { Asked, FoundEvaluation } from './evaluations.ts'
import { hardestOf } from './hardest.ts'
import { createImageAnswers, type ImageAnswersOptions } from './image-answers.ts'
import { pageOf } from './image-page.ts'
import { shown } from './shown.ts'

export interface EvaluationCallsOptions extends ImageAnswersOptions {
  readonly find: (asked: Asked, signal?: AbortSignal) => Promise<FoundEvaluation>
}

type EvaluationCalls = Pick<Handlers, Extract<keyof Handlers, `evaluations.${string}`>>

/** Refuses what is no class of the run. */
function refuseOtherClass(found: FoundEvaluation, name: string, label: number | undefined): void {
  const last = found.images.classes.length - 1
  if (label !== undefined && label > last)
    throw new AppError(
      'bad-input',
      `${name} must be a class of run ${found.run.name}, 0 to ${String(last)} (${String(label)})`,
    )
}

/** Refuses to compare what was found on different images. */
function refuseOtherImages(a: FoundEvaluation, b: FoundEvaluation): void {
  if (a.images.sha256 !== b.images.sha256 || a.images.classes.join() !== b.images.classes.join())
    throw new AppError(
      'conflict',
      `Runs ${a.run.name} and ${b.run.name} were not evaluated on the same images`,
    )
}

const placed = (places: readonly number[]) => places.map((place) => ({ place }))

const answered = ({ predicted, confidence }: FoundEvaluation, place: number) => ({
  predicted: predicted[place] ?? 0,
  confidence: confidence[place] ?? 0,
})

/** Answers to every question about evaluations. */
export function evaluationHandlers(options: EvaluationCallsOptions): EvaluationCalls {
  const { find } = options

  async function two({ a, b, set }: TwoRuns, signal?: AbortSignal) {
    const found = {
      a: await find({ ...a, set }, signal),
      b: await find({ ...b, set }, signal),
    }
    refuseOtherImages(found.a, found.b)
    const { labels } = found.a
    return { ...found, readings: { labels, a: found.a.predicted, b: found.b.predicted } }
  }

  return {
    'evaluations.show': async (asked, signal) => shown(asked.set, await find(asked, signal)),
    'evaluations.images': async (asked, signal) => {
      const found = await find(asked, signal)
      refuseOtherClass(found, 'True class', asked.true)
      refuseOtherClass(found, 'Predicted class', asked.predicted)
      return pageOf(found.images, placed(chooseImages(found, asked)), asked, ({ place }) => ({
        ...answered(found, place),
        truth: found.truth[place] ?? 0,
      }))
    },
    'evaluations.answers': createImageAnswers(options),
    'evaluations.board': async (asked, signal) => errorBoard((await two(asked, signal)).readings),
    'evaluations.pile': async (asked, signal) => {
      const { a, b, readings } = await two(asked, signal)
      return pageOf(a.images, placed(inPile(readings, asked.pile)), asked, ({ place }) => ({
        a: answered(a, place),
        b: answered(b, place),
      }))
    },
    'evaluations.hardest': async ({ ids, set, every, ...page }, signal) => {
      const runs: FoundEvaluation[] = []
      // One after the other, so that the weights of only one are in memory.
      for (const id of new Set(ids)) runs.push(await find({ id, set }, signal))
      const [first] = runs
      if (!first) throw new AppError('bad-input', 'Name at least one run')
      for (const other of runs) refuseOtherImages(first, other)
      const hard = hardestOf(first.labels, runs, every)
      return pageOf(first.images, hard, page, ({ wrong, commonest, truth }) => ({
        wrong,
        commonest,
        truth,
        runs: runs.length,
      }))
    },
  }
}
