import { onMounted, onUnmounted, shallowRef, watch, type Ref } from 'vue'
import { toAnnotations, type MarkWords, type ReferenceLine } from './lib/chart-annotations.ts'
import { toDatasets } from './lib/chart-lines.ts'
import { toOptions, type ChartFrame } from './lib/chart-options.ts'
import type { RunSeries } from './lib/chart-series.ts'
import { formatNumber } from './lib/format.ts'
import { onThemeChange, readChartTokens, type ChartTokens } from './lib/chart-tokens.ts'
import { createLineChart, type LineChart } from './lib/line-chart.ts'
import { t } from './lib/translate.ts'

export interface Drawing {
  readonly series: readonly RunSeries[]
  readonly frame: ChartFrame
  readonly lines: readonly ReferenceLine[]
  /** The run that stands out; null where all are alike. */
  readonly lit: string | null
}

const words: MarkWords = {
  end: ({ status }) => t(`charts.end.${status}`),
  rate: ({ learningRate }) => t('charts.rate', { rate: formatNumber(learningRate) }),
}

/** Keeps a canvas showing the drawing in the theme's colours, from mount to unmount. */
export function useChartDrawing(
  canvas: Readonly<Ref<HTMLCanvasElement | null>>,
  drawing: () => Drawing,
): void {
  const tokens = shallowRef<ChartTokens>()
  // A library's own object is kept out of Vue's sight.
  let chart: LineChart | undefined
  let stopWatchingTheme: (() => void) | undefined

  function draw(): void {
    if (!tokens.value || !canvas.value) return
    const { series, frame, lines, lit } = drawing()
    const named = series.filter(({ id }) => lit === null || id === lit)
    const marks = toAnnotations({ lines, series: named }, frame, tokens.value, words)
    const options = toOptions(frame, tokens.value, marks)
    chart ??= createLineChart(canvas.value, options)
    chart.options = options
    chart.data.datasets = toDatasets(series, frame, tokens.value, lit)
    chart.update('none')
  }

  const readTokens = () => {
    if (canvas.value) tokens.value = readChartTokens(canvas.value)
  }

  watch([drawing, tokens], draw)
  onMounted(() => {
    readTokens()
    stopWatchingTheme = onThemeChange(readTokens)
  })
  onUnmounted(() => {
    stopWatchingTheme?.()
    chart?.destroy()
  })
}
