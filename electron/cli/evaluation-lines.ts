import type { Evaluation } from '../contract/evaluations.ts'
import { imagesText } from './evaluated-data.ts'
import { table } from './print.ts'
import { lossText, percent, whole } from './words.ts'

const share = (value: number | null) => (value === null ? '–' : percent(value))

const right = (title: string) => ({ title, right: true })

/** The scores, and those of each class. */
export function evaluationLines(name: string, evaluation: Evaluation): readonly string[] {
  const { id, epoch, set, images, score, interval, classes, perClass, calibrationError } =
    evaluation
  const [low, high] = interval
  return [
    `Run ${id} "${name}" after epoch ${String(epoch)} on ${imagesText(images, set)}`,
    `Error ${percent(score.error)} % (95 % interval ${percent(low)} to ${percent(high)} %), loss ${lossText(score.loss)}, calibration error ${percent(calibrationError)} points`,
    '',
    ...table(
      [{ title: 'class' }, right('images'), right('precision %'), right('recall %'), right('F1 %')],
      perClass.map((scores, label) => [
        classes[label] ?? '',
        whole(scores.images),
        share(scores.precision),
        share(scores.recall),
        share(scores.f1),
      ]),
    ),
  ]
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

/** Rows are true classes, columns what they were read as. */
export function confusionLines({ classes, confusion }: Evaluation): readonly string[] {
  const rows = confusion.map((row, label) => [
    classes[label] ?? '',
    ...row.map((images) => (images === 0 ? '·' : whole(images))),
    whole(sum(row)),
  ])
  const totals = classes.map((_, label) => sum(confusion.map((row) => row[label] ?? 0)))
  return [
    '',
    'Rows are true classes, columns what they were read as:',
    ...table(
      [{ title: '' }, ...classes.map(right), right('all')],
      [...rows, ['all', ...totals.map(whole), whole(sum(totals))]],
    ),
  ]
}
