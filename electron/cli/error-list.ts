import type { Run } from '../contract/entities.ts'
import type { EvaluatedImage, Evaluation, ImagePage } from '../contract/evaluations.ts'
import { imagesText } from './evaluated-data.ts'
import { table } from './print.ts'
import { percent, whole } from './words.ts'

const columns = [
  { title: 'image', right: true },
  { title: 'true' },
  { title: 'read as' },
  { title: 'sure %', right: true },
  { title: 'true class %', right: true },
]

/** The images found, one a line, with probabilities of the answer and of the true class. */
export function errorLines(
  { id, name }: Run,
  { epoch, set, images, score, classes }: Evaluation,
  found: ImagePage<EvaluatedImage>,
): readonly string[] {
  const wrong = Math.round(score.error * images)
  const rows = found.images.map(({ index, label, predicted, confidence, truth }) => [
    String(index),
    classes[label] ?? '',
    classes[predicted] ?? '',
    percent(confidence),
    percent(truth),
  ])
  return [
    `Run ${id} "${name}" after epoch ${String(epoch)} reads ${whole(wrong)} of ${imagesText(images, set)} wrong`,
    `${whole(found.total)} of these are asked for, ${whole(rows.length)} shown`,
    ...(rows.length === 0 ? [] : ['', ...table(columns, rows)]),
  ]
}

/** The same for programs; labels are places among the classes. */
export const errorsJson = (
  { id, epoch, set, classes }: Evaluation,
  { total, images }: ImagePage<EvaluatedImage>,
) => ({
  id,
  epoch,
  set,
  classes,
  total,
  images: images.map(({ index, label, predicted, confidence, truth }) => ({
    index,
    label,
    predicted,
    confidence,
    truth,
  })),
})
