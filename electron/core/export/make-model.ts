import { modelCard, plainModel } from '../../formats/plain-model.ts'
import { writtenModel } from '../../formats/write-model.ts'
import { loadModel } from '../models.ts'
import type { Made, ToMaker } from './maker-messages.ts'
import { numbersFor } from './plain-answers.ts'

/** A checkpoint in a format, and what its run answers. */
export async function makeModel(order: ToMaker): Promise<Made> {
  const { trained, format, version, answer, images } = order
  const plain = plainModel(trained, order)
  const model = loadModel(trained.config, trained.shape, trained.weights)
  return {
    written: await writtenModel(format, plain, version),
    card: modelCard(plain),
    answers: images.map((image) => numbersFor(answer, model, image)),
  }
}
