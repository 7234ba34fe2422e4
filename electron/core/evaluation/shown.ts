import type { EvaluatedSet, Evaluation } from '../../contract/evaluations.ts'
import { calibrationError, calibrationOf } from './calibration.ts'
import { classScores, confusionOf } from './confusion.ts'
import type { FoundEvaluation } from './evaluations.ts'
import { wilsonInterval } from './wilson.ts'

/** An evaluation, counted. */
export function shown(set: EvaluatedSet, found: FoundEvaluation): Evaluation {
  const { run, epoch, images, labels, predicted, loss, error, madeAt } = found
  const confusion = confusionOf(labels, predicted, images.classes.length)
  const calibration = calibrationOf(found)
  return {
    id: run.id,
    epoch,
    set,
    images: labels.length,
    score: { loss, error },
    interval: wilsonInterval(Math.round(error * labels.length), labels.length),
    classes: images.classes,
    confusion,
    perClass: classScores(confusion),
    calibration,
    calibrationError: calibrationError(calibration),
    madeAt,
  }
}
