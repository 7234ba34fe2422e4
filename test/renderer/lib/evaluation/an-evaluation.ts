import type { Evaluation } from '../../../../electron/contract/evaluations.ts'
import type { RunId } from '../../../../electron/contract/entities.ts'

/** Of three classes; the last was never named. */
export const anEvaluation = (given: Partial<Evaluation> = {}): Evaluation => ({
  id: 'a'.repeat(10) as RunId,
  epoch: 3,
  set: 'test',
  images: 1330,
  score: { loss: 0.1, error: 30 / 1330 },
  interval: [0.01, 0.03],
  classes: ['0', '1', '=two'],
  confusion: [
    [1000, 3, 0],
    [13, 300, 0],
    [10, 4, 0],
  ],
  perClass: [
    { images: 1003, precision: 0.9775, recall: 0.997, f1: 0.987 },
    { images: 313, precision: 0.977, recall: 0.958, f1: 0.968 },
    { images: 14, precision: null, recall: 0, f1: null },
  ],
  calibration: [
    { from: 0, to: 0.5, images: 0, confidence: null, right: null },
    { from: 0.5, to: 1, images: 1330, confidence: 0.9, right: 0.975 },
  ],
  calibrationError: 0.075,
  madeAt: 0,
  ...given,
})
