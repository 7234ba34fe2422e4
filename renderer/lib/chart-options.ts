import type { ChartDataset, ChartOptions, PointStyle, Scale } from 'chart.js'
import { toAnnotation } from './chart-annotations.ts'
import type { ChartPicture, DrawnBand, DrawnLine, MarkShape } from './chart-picture.ts'
import type { ChartTokens } from './chart-tokens.ts'

/** Pixels below the plot that hold the labels; the grid of `.plot` has the same. */
const roomBelow = 20

type LineSet = ChartDataset<'line', { x: number; y: number }[]>

const pointStyles: Readonly<Record<MarkShape, PointStyle>> = {
  dot: 'circle',
  ring: 'circle',
  triangle: 'triangle',
  cross: 'crossRot',
  square: 'rect',
  diamond: 'rectRot',
}

/** In pixels; a cross is nothing but borders. */
const borders: Partial<Readonly<Record<MarkShape, number>>> = { ring: 1.5, cross: 2 }

function marks({ mark, colour }: DrawnLine): Partial<LineSet> {
  if (!mark) return { pointRadius: 0 }
  return {
    pointRadius: mark.radius,
    pointStyle: pointStyles[mark.shape],
    pointBackgroundColor: mark.fill,
    pointBorderColor: colour,
    pointBorderWidth: borders[mark.shape] ?? 0,
  }
}

const lineSet = (line: DrawnLine): LineSet => ({
  type: 'line',
  data: [...line.points],
  order: line.layer,
  showLine: line.width > 0,
  borderColor: line.colour,
  borderWidth: line.width,
  borderDash: [...line.dash],
  ...marks(line),
})

const bandSets = ({ low, high, colour }: DrawnBand): LineSet[] =>
  [low, high].map((points, index) => ({
    type: 'line' as const,
    data: [...points],
    order: 5,
    borderWidth: 0,
    pointRadius: 0,
    backgroundColor: colour,
    fill: index === 1 ? '-1' : false,
  }))

/** Bands first: the upper line of one is filled down to the set before it. */
export const toDatasets = ({ lines, bands }: ChartPicture): LineSet[] => [
  ...bands.flatMap(bandSets),
  ...lines.map(lineSet),
]

const tickLooks = (tokens: ChartTokens) => ({
  color: tokens.inkSoft,
  font: { size: 11, family: tokens.font },
  maxRotation: 0,
  autoSkip: false,
  padding: 8,
})

/** Fixes the room of an axis, so that the plot lies where the page's grid has it whatever its labels are. */
const fitTo = (side: 'width' | 'height', pixels: number) => (scale: Scale) => {
  scale[side] = pixels
  scale.paddingLeft = scale.paddingRight = scale.paddingTop = scale.paddingBottom = 0
}

const ticksAt = (values: readonly number[]) => (scale: Scale) => {
  scale.ticks = values.map((value) => ({ value }))
}

export function toOptions(
  { frame, words }: ChartPicture,
  tokens: ChartTokens,
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
        type: frame.isLogX ? 'logarithmic' : 'linear',
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
        afterFit: fitTo('height', roomBelow),
      },
      y: {
        type: frame.isLogY ? 'logarithmic' : 'linear',
        min: y.min,
        max: y.max,
        grid: { color: tokens.grid, drawTicks: false },
        border: { display: false },
        ticks: { ...tickLooks(tokens), callback: (value) => frame.yLabel(Number(value)) },
        afterBuildTicks: ticksAt(frame.yTicks),
        afterFit: fitTo('width', frame.labelRoom),
      },
    },
    plugins: {
      annotation: { annotations: words.map((one) => toAnnotation(one, frame, tokens)) },
      decimation: { enabled: true, algorithm: 'min-max' },
      filler: { propagate: false, drawTime: 'beforeDatasetsDraw' },
    },
  }
}
