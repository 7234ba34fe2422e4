import { spreadOf } from '../../electron/contract/histogram.ts'
import type { EpochLayers, Histogram, LayerReport } from '../../electron/contract/training.ts'
import { formatCount, formatPercent, noValue } from './format.ts'

/** What a histogram of a layer can be of. */
export const layerValues = ['weights', 'gradients', 'activations'] as const
export type LayerValues = (typeof layerValues)[number]

export interface HistogramBin {
  readonly from: string
  readonly to: string
  readonly count: number
  /** Of its bar, 0 to 1: the square root of its share of the fullest bin, so that rare values can be seen. */
  readonly height: number
}

export interface LayerRow {
  readonly layer: number
  readonly shape: string
  readonly parameters: string
  readonly dead: string
  readonly saturated: string
  readonly least: string
  readonly most: string
  readonly spread: string
  readonly bins: readonly HistogramBin[]
}

/** Three digits that count, with a true minus, and an exponent only where zeros would be hard to count. */
export function formatShort(value: number): string {
  const size = Math.abs(value)
  const digits =
    size === 0 || (size >= 0.001 && size < 1e6)
      ? String(Number(size.toPrecision(3)))
      : size.toExponential(1)
  return value < 0 ? `−${digits}` : digits
}

export function binsOf({ least, most, counts }: Histogram): readonly HistogramBin[] {
  const fullest = Math.max(...counts)
  const width = (most - least) / counts.length
  return counts.map((count, bin) => ({
    from: formatShort(least + bin * width),
    to: formatShort(least + (bin + 1) * width),
    count,
    height: fullest === 0 ? 0 : Math.sqrt(count / fullest),
  }))
}

function rowOf(report: LayerReport, of: LayerValues): LayerRow {
  const { layer, inputs, units, dead, saturated } = report
  const histogram = report[of]
  return {
    layer,
    shape: `${formatCount(inputs)} × ${formatCount(units)}`,
    parameters: formatCount((inputs + 1) * units),
    dead: dead === null ? noValue : formatCount(dead),
    saturated: saturated === null ? noValue : formatPercent(saturated),
    least: formatShort(histogram.least),
    most: formatShort(histogram.most),
    spread: formatShort(spreadOf(histogram)),
    bins: binsOf(histogram),
  }
}

/** The layers of an epoch, from input to output, with histograms of one kind of values. */
export const layerRows = ({ layers }: EpochLayers, of: LayerValues): readonly LayerRow[] =>
  layers.map((report) => rowOf(report, of))

/** Whether some layer can be saturated: only those of tanh and sigmoid can. */
export const canSaturate = ({ layers }: EpochLayers): boolean =>
  layers.some(({ saturated }) => saturated !== null)
