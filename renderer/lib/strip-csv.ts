import { csvFormatRows } from 'd3-dsv'
import { csvCell } from '../../electron/contract/csv.ts'
import type { EpochLayers } from '../../electron/contract/training.ts'
import type { LayerValues } from './layer-rows.ts'

export interface StripOf {
  readonly name: string
  readonly layer: number
  readonly values: LayerValues
  readonly epochs: readonly EpochLayers[]
}

const head = ['run', 'layer', 'values', 'epoch', 'from', 'to', 'count']

/** A row for each bin of each epoch, as it was recorded: each epoch has edges of its own. */
export function stripCsv({ name, layer, values, epochs }: StripOf): string {
  const rows = epochs.flatMap(({ epoch, layers }) =>
    layers
      .filter((report) => report.layer === layer)
      .flatMap((report) => {
        const { least, most, counts } = report[values]
        const width = (most - least) / counts.length
        return counts.map((count, bin) => [
          csvCell(name),
          String(layer),
          values,
          String(epoch),
          String(least + bin * width),
          String(bin === counts.length - 1 ? most : least + (bin + 1) * width),
          String(count),
        ])
      }),
  )
  return `${csvFormatRows([head, ...rows])}\n`
}
