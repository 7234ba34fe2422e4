import { onMounted, onUnmounted, shallowRef, watch, type Ref } from 'vue'
import type { ChartPicture } from './lib/chart-picture.ts'
import { toDatasets, toOptions } from './lib/chart-options.ts'
import { onThemeChange, readChartTokens, type ChartTokens } from './lib/chart-tokens.ts'
import { createLineChart, type LineChart } from './lib/line-chart.ts'

/** Keeps a canvas showing a picture, made for the theme's colours of the moment, from mount to unmount. */
export function useChartDrawing(
  canvas: Readonly<Ref<HTMLCanvasElement | null>>,
  pictureIn: (tokens: ChartTokens) => ChartPicture,
) {
  const tokens = shallowRef<ChartTokens>()
  // A library's own object is kept out of Vue's sight.
  let chart: LineChart | undefined
  let stopWatchingTheme: (() => void) | undefined

  const picture = () => tokens.value && pictureIn(tokens.value)

  function draw(drawn: ChartPicture | undefined): void {
    if (!drawn || !tokens.value || !canvas.value) return
    const options = toOptions(drawn, tokens.value)
    chart ??= createLineChart(canvas.value, options)
    chart.options = options
    chart.data.datasets = toDatasets(drawn)
    chart.update('none')
  }

  const readTokens = () => {
    if (canvas.value) tokens.value = readChartTokens(canvas.value)
  }

  watch(picture, draw)
  onMounted(() => {
    readTokens()
    stopWatchingTheme = onThemeChange(readTokens)
  })
  onUnmounted(() => {
    stopWatchingTheme?.()
    chart?.destroy()
  })
  return { tokens }
}
