import type { PlainModel } from '../../formats/plain-model.ts'
import { answerOf, passesOf, type Model } from '../models.ts'

/** What a model of a file makes of an image of bytes. */
export function plainAnswers(plain: PlainModel, image: Uint8Array): readonly number[] {
  const { rows, columns, layers, activation, pixels } = plain
  const white = pixels === 'unit' ? 255 : 1
  return numbersFor(plain.answer, { rows, columns, layers, activation, white }, image)
}

/** The numbers that a model gives, as probabilities or before they are made of them. */
export function numbersFor(
  answer: PlainModel['answer'],
  model: Model,
  image: Uint8Array,
): readonly number[] {
  const passes = passesOf(model, image)
  const { probabilities } = answerOf(passes)
  return answer === 'probabilities' ? probabilities : Array.from(passes.at(-1)?.sums ?? [])
}
