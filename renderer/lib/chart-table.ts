import type { RunSeries } from './chart-series.ts'

/** A point read aloud: the running value, and at an epoch's end those of the whole sets. */
export interface TableRow {
  readonly step: number
  readonly running: number | null
  readonly train: number | null
  readonly test: number | null
  readonly validation: number | null
  readonly handwriting: number | null
}

/** A run's points by step, at most about `most`: the ends of epochs come first, then an even choice. */
export function tableRows({ running, epochs }: RunSeries, most = 30): readonly TableRow[] {
  const every = Math.max(1, Math.ceil(running.length / Math.max(1, most - epochs.length)))
  const everyEpoch = Math.max(1, Math.ceil(epochs.length / most))
  const values = new Map(running.map(({ step, raw }) => [step, raw]))
  const rows = running
    .filter((_, index) => index % every === 0 || index === running.length - 1)
    .map(({ step, raw }): TableRow => ({
      step,
      running: raw,
      train: null,
      test: null,
      validation: null,
      handwriting: null,
    }))
  const ends = epochs
    .filter((_, index) => (epochs.length - 1 - index) % everyEpoch === 0)
    .map(({ step, train, test, validation, handwriting }) => ({
      step,
      running: values.get(step) ?? null,
      train,
      test,
      validation,
      handwriting,
    }))
  const byStep = new Map([...rows, ...ends].map((row) => [row.step, row]))
  return [...byStep.values()].sort((a, b) => a.step - b.step)
}
