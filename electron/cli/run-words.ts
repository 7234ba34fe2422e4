import type { Run, RunDetail } from '../contract/entities.ts'
import { mnist } from '../core/mnist.ts'
import { isMixed } from '../contract/handwriting.ts'
import { published, type Epoch } from '../contract/training.ts'
import { table } from './print.ts'
import { duration, lossText, percent, points, whole } from './words.ts'

export function statusText(run: Run): string {
  const { epoch, epochs } = run.progress
  switch (run.status) {
    case 'running':
      return `running, epoch ${String(epoch)}/${String(epochs)}`
    case 'queued':
    case 'paused':
    case 'completed':
    case 'stopped':
    case 'interrupted':
    case 'failed':
    case 'diverged':
      return run.status
  }
}

/** Why a run ended early; empty for one that did not, or that was asked to. */
export const reasonOf = (run: Run): string => ('reason' in run ? run.reason : '')

/** One line an epoch; validation where there is one. */
export function epochTable({ epochs }: RunDetail): readonly string[] {
  const hasValidation = epochs.some(({ validation }) => validation !== null)
  const sets = ['Running', 'Train', ...(hasValidation ? ['Validation'] : []), 'Test']
  const scoreColumns = sets.flatMap((set) => [`${set} loss`, 'error %'])
  const titles = ['Epoch', ...scoreColumns, 'Took', 'Images/s']
  const scoresOf = ({ running, train, validation, test }: Epoch) =>
    hasValidation ? [running, train, validation, test] : [running, train, test]
  return table(
    titles.map((title) => ({ title, right: true })),
    epochs.map((epoch) => [
      String(epoch.epoch),
      ...scoresOf(epoch).flatMap((score) =>
        score === null ? ['–', '–'] : [lossText(score.loss), percent(score.error)],
      ),
      duration(epoch.seconds),
      whole(epoch.imagesPerSecond),
    ]),
  )
}

/** The third score, said to be of images it was trained on where it was. */
const handwritingRow = ({ handwriting, dataset }: Run, isPublished: boolean) =>
  handwriting === null
    ? []
    : [
        [
          isMixed(dataset.id) ? 'Handwriting (trained on)' : 'Handwriting',
          percent(1 - handwriting.error),
          ...(isPublished ? ['–', '–'] : []),
          percent(handwriting.error),
          '–',
        ],
      ]

/** Accuracy of the last epoch, for MNIST beside the published one; empty while no epoch has ended. */
export function resultTable(run: Run): readonly string[] {
  const { final, dataset } = run
  if (!final) return []
  const isPublished = dataset.id === mnist.id
  const rows = [
    { title: 'Train', score: final.train, reference: published.train },
    { title: 'Test', score: final.test, reference: published.test },
  ]
  return table(
    [
      { title: '' },
      { title: 'Accuracy %', right: true },
      ...(isPublished
        ? [
            { title: 'Published %', right: true },
            { title: 'Difference', right: true },
          ]
        : []),
      { title: 'Error %', right: true },
      { title: 'Loss', right: true },
    ],
    [
      ...rows.map(({ title, score, reference }) => [
        title,
        percent(1 - score.error),
        ...(isPublished
          ? [percent(1 - reference.error), points(reference.error - score.error)]
          : []),
        percent(score.error),
        lossText(score.loss),
      ]),
      ...handwritingRow(run, isPublished),
    ],
  )
}
