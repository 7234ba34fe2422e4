import { effect, onMounted, onUnmounted, shallowRef, stop, type Ref } from 'vue'
import type { ChartPicture } from './lib/chart-picture.ts'
import { toDatasets, toOptions } from './lib/chart-options.ts'
import { onThemeChange, readChartTokens, type ChartTokens } from './lib/chart-tokens.ts'
import { createLineChart, type LineChart } from './lib/line-chart.ts'

/**
 * Keeps a canvas showing a picture, made for the theme's colours of the moment, from mount to unmount. Each change is
 * drawn in a turn of its own, so that a page with several charts can be used between one and the next.
 */
export function useChartDrawing(
  canvas: Readonly<Ref<HTMLCanvasElement | null>>,
  pictureIn: (tokens: ChartTokens) => ChartPicture,
) {
  const tokens = shallowRef<ChartTokens>()
  // A library's own object is kept out of Vue's sight.
  let chart: LineChart | undefined
  let stopWatchingTheme: (() => void) | undefined
  let turn: ReturnType<typeof setTimeout> | undefined

  function draw(): void {
    turn = undefined
    if (!tokens.value || !canvas.value) return
    const drawn = pictureIn(tokens.value)
    const options = toOptions(drawn, tokens.value)
    chart ??= createLineChart(canvas.value, options)
    chart.options = options
    chart.data.datasets = toDatasets(drawn)
    chart.update('none')
  }

  const readTokens = () => {
    turn = undefined
    if (canvas.value) tokens.value = readChartTokens(canvas.value)
  }

  const drawing = effect(draw, {
    scheduler: () => {
      turn ??= setTimeout(drawing)
    },
  })
  onMounted(() => {
    // Asked for at once, they would have the styles of the whole new page worked out before it is shown.
    turn = setTimeout(readTokens)
    stopWatchingTheme = onThemeChange(readTokens)
  })
  onUnmounted(() => {
    stop(drawing)
    clearTimeout(turn)
    stopWatchingTheme?.()
    chart?.destroy()
  })
  return { tokens }
}
