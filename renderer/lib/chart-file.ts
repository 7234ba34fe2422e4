import { chartCsv, type CsvView } from './chart-csv.ts'
import type { RunSeries } from './chart-series.ts'
import { chartSvg, type ChartSheet } from './chart-svg.ts'
import { downloadBlob, downloadText } from './download.ts'
import { fileNameOf } from './file-name.ts'
import { pngOf } from './svg-picture.ts'

export const chartFormats = ['png', 'svg', 'csv'] as const
export type ChartFormat = (typeof chartFormats)[number]

export interface ChartContent extends CsvView {
  readonly sheet: ChartSheet
  readonly series: readonly RunSeries[]
}

/** Hands a chart to the person as a file and returns its name. */
export async function saveChart(format: ChartFormat, content: ChartContent): Promise<string> {
  const { sheet, series } = content
  const [first] = sheet.legend
  const about = sheet.legend.length === 1 && first ? `${sheet.title} ${first.name}` : sheet.title
  const name = fileNameOf(about, format)
  if (format === 'csv') downloadText(name, chartCsv(series, content), 'text/csv')
  else if (format === 'svg') downloadText(name, chartSvg(sheet), 'image/svg+xml')
  else downloadBlob(name, await pngOf(chartSvg(sheet)))
  return name
}
