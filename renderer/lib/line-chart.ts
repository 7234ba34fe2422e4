import {
  Chart,
  Decimation,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  type ChartOptions,
} from 'chart.js'
import annotation from 'chartjs-plugin-annotation'

Chart.register(
  LineController,
  LineElement,
  PointElement,
  LinearScale,
  LogarithmicScale,
  Decimation,
  Filler,
  annotation,
)

export type LineChart = Chart<'line', { x: number; y: number }[]>

/** Empty; whoever makes it destroys it. */
export const createLineChart = (
  canvas: HTMLCanvasElement,
  options: ChartOptions<'line'>,
): LineChart => new Chart(canvas, { type: 'line', data: { datasets: [] }, options })
