import type { EpochLayers, Histogram } from '../../electron/contract/training.ts'
import { shareOf, type Range } from './chart-axes.ts'
import type { LayerValues } from './layer-rows.ts'

/** Rows of every strip, and the most columns that one has. */
export const stripRows = 30
const mostColumns = 100

/** An epoch, or some that stand for one where there are many. */
export interface StripColumn {
  readonly from: number
  readonly to: number
  /** Share of the values in each row, 0 to 1, lowest row first. */
  readonly shares: readonly number[]
}

/** Histograms of a layer at the ends of epochs, put on one axis of values. */
export interface LayerStrip {
  readonly layer: number
  readonly inputs: number
  readonly units: number
  /** Edges of the lowest and the highest row. */
  readonly range: Range
  readonly columns: readonly StripColumn[]
}

interface EpochHistogram {
  readonly epoch: number
  readonly histogram: Histogram
}

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)

/** Holds all values; of values that are all alike something around them. */
function rangeOf(histograms: readonly EpochHistogram[]): Range {
  const min = Math.min(...histograms.map(({ histogram }) => histogram.least))
  const max = Math.max(...histograms.map(({ histogram }) => histogram.most))
  if (max > min) return { min, max }
  const around = Math.abs(min) || 1
  return { min: min - around, max: max + around }
}

/** Shares of values in rows of equal height; those of a bin lie evenly in it. */
function sharesOf({ least, most, counts }: Histogram, range: Range): readonly number[] {
  const total = sumOf(counts)
  const rows = new Array<number>(stripRows).fill(0)
  if (total === 0) return rows
  const place = (value: number) => shareOf(value, range) * stripRows
  const width = (most - least) / counts.length
  counts.forEach((count, bin) => {
    const from = place(least + bin * width)
    const to = place(least + (bin + 1) * width)
    const first = Math.min(stripRows - 1, Math.max(0, Math.floor(from)))
    const last = Math.min(stripRows - 1, Math.max(first, Math.ceil(to) - 1))
    for (let row = first; row <= last; row += 1) {
      const inside =
        first === last ? 1 : (Math.min(to, row + 1) - Math.max(from, row)) / (to - from)
      rows[row] = (rows[row] ?? 0) + (inside * count) / total
    }
  })
  return rows
}

function columnOf(group: readonly EpochHistogram[], range: Range): StripColumn {
  const all = group.map(({ histogram }) => sharesOf(histogram, range))
  return {
    from: group[0]?.epoch ?? 0,
    to: group.at(-1)?.epoch ?? 0,
    shares: Array.from(
      { length: stripRows },
      (_, row) => sumOf(all.map((shares) => shares[row] ?? 0)) / all.length,
    ),
  }
}

/** The layers of a run over its epochs, from input to output. */
export function layerStrips(
  epochs: readonly EpochLayers[],
  of: LayerValues,
): readonly LayerStrip[] {
  const every = Math.ceil(epochs.length / mostColumns)
  const layers = epochs.at(-1)?.layers ?? []
  return layers.map(({ layer, inputs, units }) => {
    const histograms = epochs.flatMap(({ epoch, layers: reports }) =>
      reports
        .filter((report) => report.layer === layer)
        .map((report) => ({ epoch, histogram: report[of] })),
    )
    const range = rangeOf(histograms)
    const columns = Array.from({ length: Math.ceil(histograms.length / every) }, (_, column) =>
      columnOf(histograms.slice(column * every, (column + 1) * every), range),
    )
    return { layer, inputs, units, range, columns }
  })
}

/** Least shares of the five shades; what is above none at all has the first. */
export const shadeShares = [0, 0.01, 0.03, 0.06, 0.12] as const

/** 1 to 5; 0 where there is nothing. Rounding leaves a trace of values where there are none. */
export const shadeOf = (share: number): number =>
  share < 1e-9 ? 0 : shadeShares.filter((least) => share >= least).length

/** Rows of one shade on top of each other, in a column. */
export interface StripPatch {
  readonly column: number
  readonly row: number
  readonly rows: number
  /** 1 to 5. */
  readonly shade: number
}

/** All that is not empty, as few patches. */
export const patchesOf = ({ columns }: LayerStrip): readonly StripPatch[] =>
  columns.flatMap(({ shares }, column) => {
    const patches: StripPatch[] = []
    for (const [row, share] of shares.entries()) {
      const shade = shadeOf(share)
      const below = patches.at(-1)
      if (shade === 0) continue
      if (below?.shade === shade && below.row + below.rows === row)
        patches[patches.length - 1] = { ...below, rows: below.rows + 1 }
      else patches.push({ column, row, rows: 1, shade })
    }
    return patches
  })

/** Edges of a row. */
export function rowEdges({ range }: LayerStrip, row: number): Range {
  const height = (range.max - range.min) / stripRows
  return { min: range.min + row * height, max: range.min + (row + 1) * height }
}

/** Columns that get a label: at most about `most`, the last one among them. */
export function labelledColumns({ columns }: LayerStrip, most: number): readonly number[] {
  const every = Math.ceil(columns.length / most)
  return columns.map((_, column) => column).filter((at) => (columns.length - 1 - at) % every === 0)
}

/** The value that a share of the others lies below, in its row as if they lay evenly. */
function quantile(strip: LayerStrip, { shares }: StripColumn, wanted: number): number {
  let below = 0
  for (const [row, share] of shares.entries()) {
    if (share > 0 && below + share >= wanted) {
      const { min, max } = rowEdges(strip, row)
      return min + ((max - min) * (wanted - below)) / share
    }
    below += share
  }
  return strip.range.max
}

/** A column in numbers, for people who do not see its shades. */
export interface StripRow {
  readonly from: number
  readonly to: number
  readonly lowerQuarter: number
  readonly middle: number
  readonly upperQuarter: number
  /** Share of the fullest row, and its edges. */
  readonly most: number
  readonly fullest: Range
}

/** At most about thirty columns in numbers, the last one among them. */
export const stripTable = (strip: LayerStrip): readonly StripRow[] =>
  labelledColumns(strip, 30).flatMap((at) => {
    const column = strip.columns[at]
    if (!column) return []
    const most = Math.max(...column.shares)
    return [
      {
        from: column.from,
        to: column.to,
        lowerQuarter: quantile(strip, column, 0.25),
        middle: quantile(strip, column, 0.5),
        upperQuarter: quantile(strip, column, 0.75),
        most,
        fullest: rowEdges(strip, column.shares.indexOf(most)),
      },
    ]
  })
