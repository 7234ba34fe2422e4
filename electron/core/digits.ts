import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Handlers } from '../contract/calls.ts'
import type { Drawing, Explanation, Guess, Prepared } from '../contract/digits.ts'
import type { RunId } from '../contract/entities.ts'
import { AppError } from '../contract/errors.ts'
import type { RunAnswer } from '../contract/evaluations.ts'
import { checkpointsOf } from '../store/checkpoints.sql.ts'
import type { Db } from '../store/database.ts'
import { runById } from '../store/runs.sql.ts'
import { loudest, reasonsOf } from './explain.ts'
import { guess, type Model } from './models.ts'
import { fromPixels } from './pixels.ts'
import { prepare, prepareDrawing, stagesOf } from './prepare-drawing.ts'
import { prepareImage } from './prepare-image.ts'
import { side } from './rasterise.ts'
import type { FindModel, SavedModel } from './saved-models.ts'
import { toSignedTile } from './signed-tile.ts'

/** Hidden units that an explanation names. */
const mostUnits = 12
/** Strokes that are left out in turn; each costs a preparation and an answer. */
const mostStrokes = 40

type DigitCalls = Pick<Handlers, Extract<keyof Handlers, `digits.${string}`>>

/** Answers to every question about drawings and pictures of digits. */
export function digitHandlers(db: Db, findModel: FindModel): DigitCalls {
  /** A checkpoint that reads images of the size of drawings. */
  function readerOf(id: RunId, epoch?: number): SavedModel {
    const saved = findModel(id, epoch)
    const { rows, columns } = saved.model
    if (rows !== side || columns !== side)
      throw new AppError(
        'conflict',
        `Run ${runById(db, id).name} reads images of ${String(rows)} × ${String(columns)} pixels; drawings and pictures have ${String(side)} × ${String(side)}`,
      )
    return saved
  }

  /** What a checkpoint says; nothing where it is gone, damaged or for other images. */
  function answerOf(prepared: Prepared, id: RunId, epoch?: number): RunAnswer[] {
    try {
      const reader = readerOf(id, epoch)
      const answer = guessOf(reader.model, prepared)
      return answer ? [{ id, epoch: reader.epoch, guess: answer }] : []
    } catch (error) {
      if (error instanceof AppError) return []
      throw error
    }
  }

  /** The answers of many, with a turn for others in between: from disk, 50 models take longer than a frame. */
  async function answersOf(
    prepared: Prepared,
    asked: readonly { readonly id: RunId; readonly epoch?: number }[],
  ) {
    const answers: RunAnswer[] = []
    for (const { id, epoch } of asked) {
      answers.push(...answerOf(prepared, id, epoch))
      await nextTurn()
    }
    return { ...prepared, answers }
  }

  return {
    'digits.prepare': ({ drawings }) => drawings.map(prepareDrawing),
    'digits.prepareImage': ({ image }) => prepareImage(Buffer.from(image, 'base64')),
    'digits.guess': ({ id, epoch, images }) =>
      guess(readerOf(id, epoch).model, images.map(fromPixels)),
    'digits.read': ({ id, epoch, strokes }) => {
      const { model } = readerOf(id, epoch)
      const prepared = prepareDrawing(strokes)
      return { ...prepared, guess: guessOf(model, prepared) }
    },
    'digits.stages': ({ drawing }) => stagesOf(drawing),
    'digits.readMany': ({ drawing, ids }) =>
      answersOf(
        prepare(drawing),
        ids.map((id) => ({ id })),
      ),
    'digits.readEpochs': ({ drawing, id }) => {
      runById(db, id)
      const epochs = new Set(checkpointsOf(db, id).map(({ epoch }) => epoch))
      return answersOf(
        prepare(drawing),
        [...epochs].map((epoch) => ({ id, epoch })),
      )
    },
    'digits.explain': ({ id, epoch, drawing }) => explained(readerOf(id, epoch).model, drawing),
  }
}

const guessOf = (model: Model, { pixels }: Prepared): Guess | null =>
  (pixels === null ? undefined : guess(model, [fromPixels(pixels)])[0]) ?? null

function explained(model: Model, drawing: Drawing): Explanation | null {
  const { pixels } = prepare(drawing)
  if (pixels === null) return null
  const reasons = reasonsOf(model, fromPixels(pixels))
  return {
    guess: reasons.guess,
    units: loudest(model, reasons, mostUnits),
    saliency: toSignedTile(reasons.saliency),
    withoutStroke: withoutEach(drawing).map((rest) => guessOf(model, prepare(rest))),
  }
}

/** The drawing without each of its first strokes. */
const withoutEach = (drawing: Drawing): readonly Drawing[] =>
  drawing.kind === 'picture'
    ? []
    : drawing.strokes
        .slice(0, mostStrokes)
        .map((_, at) => ({ ...drawing, strokes: drawing.strokes.toSpliced(at, 1) }))
