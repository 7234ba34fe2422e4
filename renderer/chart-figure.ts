import { computed } from 'vue'
import { isInMinutes, xTicks, yTicks, type Range } from './lib/chart-axes.ts'
import { toBands, toLines } from './lib/chart-lines.ts'
import type { ChartFrame, ChartPicture } from './lib/chart-picture.ts'
import { isLogX, isLogY, xRange, yRange } from './lib/chart-ranges.ts'
import { meanSeries } from './lib/chart-repeats.ts'
import { toSeries, type Curve, type RunSeries } from './lib/chart-series.ts'
import {
  isOfCourse,
  linesShown,
  type ChartFigure,
  type ChartSettings,
  type LineKind,
} from './lib/chart-settings.ts'
import type { ChartTokens } from './lib/chart-tokens.ts'
import { toWords, type ReferenceLine, type WordsFor } from './lib/chart-words.ts'
import { labelRoom, levelText } from './lib/chart-values.ts'
import { clockText } from './lib/clock-ticks.ts'
import { formatCount, formatNumber, formatRate } from './lib/format.ts'
import { clearOfLevels } from './lib/label-places.ts'
import { onLogAxis } from './lib/log-floor.ts'
import { isOnMnist } from './lib/reference.ts'
import { t } from './lib/translate.ts'

export interface FigureSource {
  readonly figure: ChartFigure
  readonly settings: ChartSettings
  /** Runs that are drawn as one stand together. */
  readonly groups: readonly (readonly Curve[])[]
  readonly lines: readonly ReferenceLine[]
  /** The parts of the axes that are shown; null for all. */
  readonly zoomX: Range | null
  readonly zoomY: Range | null
}

/** A chart on the page, for whoever makes a file of it. */
export interface DrawnChart {
  readonly figure: () => ChartFigure
  /** All that it shows, as it is without a cursor; undefined before it is drawn. */
  readonly drawn: () =>
    | {
        readonly picture: ChartPicture
        readonly tokens: ChartTokens
        readonly series: readonly RunSeries[]
        readonly kinds: ReadonlySet<LineKind>
      }
    | undefined
}

/** A value on the horizontal axis as people read it; the last one says its unit. */
function xWords(value: number, isLast: boolean, axis: ChartSettings['axis'], range: Range): string {
  if (axis === 'clock') return clockText(value, range)
  const inMinutes = isInMinutes(axis, range)
  const number = inMinutes ? value / 60 : value
  const words = Number.isInteger(number) ? formatCount(number) : formatRate(number)
  if (!isLast) return words
  return t(inMinutes ? 'charts.unit.minutes' : `charts.unit.${axis}`, { value: words })
}

const words: WordsFor = {
  end: ({ status }) => t(`charts.end.${status}`),
  rate: ({ learningRate }) => t('charts.rateMark', { rate: formatNumber(learningRate) }),
  best: ({ epoch }) => t('charts.best', { epoch }),
}

/** What a chart shows of its runs: their series, which lines of them, and on which axes. */
export function useChartFigure(source: () => FigureSource) {
  const settings = computed(() => source().settings)
  const runs = computed(() => source().groups.flatMap((group) => group.map(({ run }) => run)))
  const kinds = computed(() => linesShown(source().figure, settings.value, source().groups.length))
  const series = computed(() => {
    const { figure, groups } = source()
    const view = { figure, axis: settings.value.axis, smoothing: settings.value.smoothing }
    return groups.flatMap((group) => {
      const name = t('charts.mean', { name: group[0]?.run.name ?? '', count: group.length })
      const members = group.map((curve) => toSeries(curve, view))
      return meanSeries(members, name) ?? []
    })
  })

  const log = computed(() => ({
    x: isLogX(settings.value),
    y: isLogY(source().figure, settings.value),
  }))
  const wholeX = computed(() =>
    xRange(runs.value, series.value, { axis: settings.value.axis, isLogX: log.value.x }),
  )
  const wholeY = computed(() =>
    yRange(series.value, {
      figure: source().figure,
      isLogY: log.value.y,
      ignoresOutliers: settings.value.ignoresOutliers,
      lines: kinds.value,
      isOnMnist: runs.value.every(isOnMnist),
    }),
  )
  const frame = computed((): ChartFrame => {
    const { axis } = settings.value
    const x = source().zoomX ?? wholeX.value
    const y = source().zoomY ?? wholeY.value
    return {
      x,
      y,
      isLogX: log.value.x,
      isLogY: log.value.y,
      xTicks: xTicks(x, axis, runs.value, {
        isLog: log.value.x,
        most: isOfCourse(source().figure) ? 4 : 7,
      }),
      yTicks: yTicks(y, log.value.y),
      xLabel: (value, isLast) => xWords(value, isLast, axis, x),
      yLabel: (value) => levelText(source().figure, value),
      labelRoom: labelRoom[source().figure],
    }
  })

  /** Null where no series stands out. */
  function pictureIn(tokens: ChartTokens, lit: string | null): ChartPicture {
    const { isLogY: isLog } = frame.value
    const shown = isLog ? series.value.map((one) => onLogAxis(one, wholeY.value.min)) : series.value
    const named = shown.filter(({ id }) => lit === null || id === lit)
    const look = {
      kinds: kinds.value,
      isSmoothed: settings.value.smoothing > 0 && source().figure !== 'rate',
      lit,
      top: frame.value.y.max,
      tokens,
    }
    return {
      frame: frame.value,
      lines: toLines(shown, look),
      bands: toBands(shown, look),
      words: clearOfLevels(toWords(source().lines, named, words), frame.value),
    }
  }

  return { kinds, series, wholeX, frame, pictureIn }
}
