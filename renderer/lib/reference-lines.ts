import type { Run } from '../../electron/contract/entities.ts'
import { published, type Score } from '../../electron/contract/training.ts'
import { isOfCourse, type ChartFigure } from './chart-settings.ts'
import type { ReferenceLine } from './chart-words.ts'
import { formatLoss, formatPercent } from './format.ts'
import { shortened } from './svg-text.ts'
import { t } from './translate.ts'

/** Characters that stand on a line without filling it. */
const longestName = 32

const publishedLines: readonly ReferenceLine[] = [
  {
    y: published.test.error * 100,
    label: t('charts.publishedTest', { percent: formatPercent(published.test.error) }),
  },
  {
    y: published.train.error * 100,
    label: t('charts.publishedTrain', { percent: formatPercent(published.train.error) }),
  },
]

function lineOf(
  figure: 'error' | 'loss',
  set: 'test' | 'train',
  name: string,
  score: Score,
): ReferenceLine[] {
  if (figure === 'error') {
    const percent = formatPercent(score.error)
    return [{ y: score.error * 100, label: t(`charts.baseline.${set}.error`, { name, percent }) }]
  }
  if (score.loss === null) return []
  const loss = formatLoss(score.loss)
  return [{ y: score.loss, label: t(`charts.baseline.${set}.loss`, { name, loss }) }]
}

/** What runs are compared with: a run that was chosen for it, with its best test and last train result, or the published one where it fits. */
export function referenceLines(
  figure: ChartFigure,
  baseline: Run | undefined,
  hasPublished: boolean,
): readonly ReferenceLine[] {
  if (isOfCourse(figure)) return []
  if (!baseline) return figure === 'error' && hasPublished ? publishedLines : []
  const name = shortened(baseline.name, longestName)
  return [
    ...(baseline.best ? lineOf(figure, 'test', name, baseline.best.test) : []),
    ...(baseline.final ? lineOf(figure, 'train', name, baseline.final.train) : []),
  ]
}
