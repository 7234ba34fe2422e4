import { chartCsv, type CsvView } from './chart-csv.ts'
import type { RunSeries } from './chart-series.ts'
import { chartSvg, type ChartSheet } from './chart-svg.ts'
import { downloadBlob, downloadText } from './download.ts'
import { fileNameOf } from './list-export.ts'

export const chartFormats = ['png', 'svg', 'csv'] as const
export type ChartFormat = (typeof chartFormats)[number]

/** Points of the picture to one of the drawing. */
const fineness = 2

/** A drawing as a picture of its points. */
async function pngOf(svg: string): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = address
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = image.width * fineness
    canvas.height = image.height * fineness
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    const { promise, resolve } = Promise.withResolvers<Blob | null>()
    canvas.toBlob(resolve, 'image/png')
    const picture = await promise
    if (!picture) throw new Error('The picture could not be made')
    return picture
  } finally {
    URL.revokeObjectURL(address)
  }
}

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
