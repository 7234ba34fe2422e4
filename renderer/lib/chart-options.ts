import type { ChartOptions, Scale } from 'chart.js'
import type { AnnotationOptions } from 'chartjs-plugin-annotation'
import type { Range } from './chart-axes.ts'
import type { ChartTokens } from './chart-tokens.ts'

export interface ChartFrame {
  readonly x: Range
  readonly y: Range
  readonly xTicks: readonly number[]
  readonly yTicks: readonly number[]
  readonly log: boolean
  /** Words of a tick; the last one on the horizontal axis carries the unit. */
  readonly xLabel: (value: number, isLast: boolean) => string
  readonly yLabel: (value: number) => string
}

/** Pixels beside and below the plot that hold the labels; the grid of `.plot` has the same. */
const axisRoom = { left: 34, bottom: 20 } as const

const tickLooks = (tokens: ChartTokens) => ({
  color: tokens.inkSoft,
  font: { size: 11, family: tokens.font },
  maxRotation: 0,
  autoSkip: false,
  padding: 8,
})

/** Fixes the room of an axis, so that the plot lies where `axisRoom` says whatever its labels are. */
const fitTo = (side: 'width' | 'height', pixels: number) => (scale: Scale) => {
  scale[side] = pixels
  scale.paddingLeft = scale.paddingRight = scale.paddingTop = scale.paddingBottom = 0
}

const ticksAt = (values: readonly number[]) => (scale: Scale) => {
  scale.ticks = values.map((value) => ({ value }))
}

export function toOptions(
  frame: ChartFrame,
  tokens: ChartTokens,
  annotations: AnnotationOptions[],
): ChartOptions<'line'> {
  const { x, y } = frame
  const lastTick = frame.xTicks.at(-1) ?? 0
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    parsing: false,
    normalized: true,
    // The component reads the pointer itself, so that the cursor outlives new points.
    events: [],
    layout: { autoPadding: false },
    scales: {
      x: {
        type: 'linear',
        min: x.min,
        max: x.max,
        grid: { display: false, drawTicks: false },
        border: { color: tokens.axis },
        ticks: {
          ...tickLooks(tokens),
          padding: 4,
          align: lastTick >= x.max - (x.max - x.min) * 0.1 ? 'inner' : 'center',
          callback: (value) => frame.xLabel(Number(value), Number(value) === lastTick),
        },
        afterBuildTicks: ticksAt(frame.xTicks),
        afterFit: fitTo('height', axisRoom.bottom),
      },
      y: {
        type: frame.log ? 'logarithmic' : 'linear',
        min: y.min,
        max: y.max,
        grid: { color: tokens.grid, drawTicks: false },
        border: { display: false },
        ticks: { ...tickLooks(tokens), callback: (value) => frame.yLabel(Number(value)) },
        afterBuildTicks: ticksAt(frame.yTicks),
        afterFit: fitTo('width', axisRoom.left),
      },
    },
    plugins: { annotation: { annotations }, decimation: { enabled: true, algorithm: 'min-max' } },
  }
}
