import { csvFormatRows } from 'd3-dsv'
import { csvCell } from '../../electron/contract/csv.ts'
import type { RunSeries } from './chart-series.ts'
import { lineKinds, type ChartFigure, type LineKind } from './chart-settings.ts'

const names: Readonly<Record<ChartFigure, Partial<Readonly<Record<LineKind, string>>>>> = {
  error: {
    running: 'running train error %',
    train: 'train error %',
    validation: 'validation error %',
    test: 'test error %',
    handwriting: 'handwriting error %',
  },
  loss: {
    running: 'running train loss',
    train: 'train loss',
    validation: 'validation loss',
    test: 'test loss',
  },
  rate: { running: 'learning rate' },
  speed: { running: 'images per second' },
}

interface Valued {
  readonly step: number
  readonly seconds: number
  readonly value: number | null
}

/** What a run's line is made of, as it was recorded: not smoothed. */
function valuesOf({ running, epochs }: RunSeries, kind: LineKind): readonly Valued[] {
  if (kind === 'running')
    return running.map(({ step, seconds, raw }) => ({ step, seconds, value: raw }))
  return epochs.map(({ step, seconds, ...sample }) => ({ step, seconds, value: sample[kind] }))
}

export interface CsvView {
  readonly figure: ChartFigure
  readonly kinds: ReadonlySet<LineKind>
}

const head = ['run', 'series', 'step', 'epoch', 'seconds', 'value']

function rowsOf(run: RunSeries, { figure, kinds }: CsvView): string[][] {
  const drawn = lineKinds.filter((kind) => kinds.has(kind))
  return drawn.flatMap((kind) =>
    valuesOf(run, kind).flatMap(({ step, seconds, value }) =>
      value === null
        ? []
        : [
            [
              csvCell(run.name),
              names[figure][kind] ?? '',
              String(step),
              String(Number((step / run.stepsPerEpoch).toFixed(4))),
              String(seconds),
              String(value),
            ],
          ],
    ),
  )
}

/** A row for each value of each line that is drawn; repeats that are drawn as one each have their own. */
export const chartCsv = (series: readonly RunSeries[], view: CsvView): string =>
  `${csvFormatRows([
    head,
    ...series
      .flatMap((one) => (one.members.length > 0 ? one.members : [one]))
      .flatMap((run) => rowsOf(run, view)),
  ])}\n`
