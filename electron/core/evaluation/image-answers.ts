import type { Handlers } from '../../contract/calls.ts'
import type { RunId } from '../../contract/entities.ts'
import type { EvaluatedSet } from '../../contract/evaluations.ts'
import { AppError } from '../../contract/errors.ts'
import { guess } from '../models.ts'
import type { FindModel } from '../saved-models.ts'
import type { ImageSet } from './image-set.ts'

export interface ImageAnswersOptions {
  readonly findModel: FindModel
  /** The images of a set for a run. */
  readonly images: (id: RunId, set: EvaluatedSet) => Promise<ImageSet>
}

/** What each of some runs says of one image of a set. */
export function createImageAnswers({
  findModel,
  images,
}: ImageAnswersOptions): Handlers['evaluations.answers'] {
  /** None where the run has no such checkpoint, a damaged one, or one for other images. */
  function answerOf(
    { id, epoch: asked }: { readonly id: RunId; readonly epoch: number | undefined },
    { rows, columns, classes }: ImageSet,
    pixels: Uint8Array,
  ) {
    try {
      const { epoch, model } = findModel(id, asked)
      const isAlike = model.rows === rows && model.columns === columns
      const [answer] = isAlike ? guess(model, [pixels]) : []
      return answer?.probabilities.length === classes.length ? [{ id, epoch, guess: answer }] : []
    } catch (error) {
      if (error instanceof AppError) return []
      throw error
    }
  }

  return async ({ ids, epoch, set: name, index }) => {
    const [first] = ids
    if (first === undefined) throw new AppError('bad-input', 'Name at least one run')
    const set = await images(first, name)
    const place = set.placeOf(index)
    const [pixels] = place < 0 ? [] : await set.pixels([place])
    if (!pixels) throw new AppError('not-found', `There is no image ${String(index)} in ${name}`)
    return {
      label: set.labels[place] ?? 0,
      rows: set.rows,
      columns: set.columns,
      pixels: Buffer.from(pixels).toString('base64'),
      answers: ids.flatMap((id, at) =>
        answerOf({ id, epoch: at === 0 ? epoch : undefined }, set, pixels),
      ),
    }
  }
}
