import { published, type Run, type RunDetail } from '../contract/entities.ts'
import type { TrainConfig } from '../contract/train-config.ts'
import { shortened, table } from './print.ts'
import { duration, lossText, moment, percent, points, whole } from './words.ts'

/** `512-256`, or `none`: the form that `--hidden` takes. */
export const hiddenText = (hidden: TrainConfig['hidden']): string =>
  hidden.length === 0 ? 'none' : hidden.join('-')

export function statusText(run: Run): string {
  const { epoch, epochs } = run.progress
  switch (run.status) {
    case 'running':
      return `running, epoch ${String(epoch)}/${String(epochs)}`
    case 'queued':
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

const errorText = (share: number | undefined) => (share === undefined ? '–' : percent(share))

/** The run list, a line a run. */
export const runTable = (runs: readonly Run[]): readonly string[] =>
  table(
    [
      { title: 'Id' },
      { title: 'Name' },
      { title: 'Status' },
      { title: 'Epochs', right: true },
      { title: 'Test error %', right: true },
      { title: 'Train error %', right: true },
      { title: 'Took', right: true },
      { title: 'Created' },
    ],
    runs.map((run) => [
      run.id,
      shortened(run.name, 40),
      statusText(run),
      `${String(run.progress.epoch)}/${String(run.progress.epochs)}`,
      errorText(run.final?.test.error),
      errorText(run.final?.train.error),
      duration(run.seconds),
      moment(run.createdAt),
    ]),
  )

/** One line an epoch. */
export const epochTable = ({ epochs }: RunDetail): readonly string[] =>
  table(
    [
      { title: 'Epoch', right: true },
      { title: 'Running loss', right: true },
      { title: 'error %', right: true },
      { title: 'Train loss', right: true },
      { title: 'error %', right: true },
      { title: 'Test loss', right: true },
      { title: 'error %', right: true },
      { title: 'Took', right: true },
      { title: 'Images/s', right: true },
    ],
    epochs.map((epoch) => [
      String(epoch.epoch),
      ...[epoch.running, epoch.train, epoch.test].flatMap(({ loss, error }) => [
        lossText(loss),
        percent(error),
      ]),
      duration(epoch.seconds),
      whole(epoch.imagesPerSecond),
    ]),
  )

/** Accuracy of the last epoch beside the published one; empty while no epoch has ended. */
export function publishedTable({ final }: Run): readonly string[] {
  if (!final) return []
  const rows = [
    { title: 'Train', score: final.train, reference: published.train },
    { title: 'Test', score: final.test, reference: published.test },
  ]
  return table(
    [
      { title: '' },
      { title: 'Accuracy %', right: true },
      { title: 'Published %', right: true },
      { title: 'Difference', right: true },
      { title: 'Error %', right: true },
      { title: 'Loss', right: true },
    ],
    rows.map(({ title, score, reference }) => [
      title,
      percent(1 - score.error),
      percent(1 - reference.error),
      points(reference.error - score.error),
      percent(score.error),
      lossText(score.loss),
    ]),
  )
}
