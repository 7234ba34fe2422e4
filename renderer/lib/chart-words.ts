import type { DrawnWords } from './chart-picture.ts'
import type { EpochSample, RateMark, RunSeries, SeriesEnd } from './chart-series.ts'

/** A known result, drawn across the whole chart with its words on the line. */
export interface ReferenceLine {
  readonly y: number
  readonly label: string
}

export interface WordsFor {
  readonly end: (end: SeriesEnd) => string
  readonly rate: (mark: RateMark) => string
  readonly best: (best: EpochSample) => string
}

const place = (x: number, y: number, words: string, row: number): DrawnWords => ({
  kind: 'place',
  x,
  y,
  row,
  words,
})

/**
 * What is written into the chart: known results, how runs ended that did not complete, and for a run that stands alone
 * its best epoch and where its learning rate was changed.
 */
export function toWords(
  lines: readonly ReferenceLine[],
  series: readonly RunSeries[],
  words: WordsFor,
): readonly DrawnWords[] {
  const alone = series.length === 1 ? series : []
  return [
    ...lines.map(({ y, label }) => ({ kind: 'level' as const, y, words: label })),
    ...alone.flatMap(({ rates }) =>
      rates.map((mark) => ({ kind: 'upright' as const, x: mark.x, words: words.rate(mark) })),
    ),
    ...series.flatMap(({ end }) => (end ? place(end.x, end.y, words.end(end), 0) : [])),
    ...alone.flatMap(({ best, epochs }) =>
      best?.test !== null && best !== null && epochs.length > 1
        ? place(best.x, best.test, words.best(best), 1)
        : [],
    ),
  ]
}
