import type { ChartFormat } from './chart-file.ts'
import { downloadBlob, downloadText } from './download.ts'
import { fileNameOf } from './file-name.ts'
import { stripCsv, type StripOf } from './strip-csv.ts'
import { stripSvg, type StripSheet } from './strip-svg.ts'
import { pngOf } from './svg-picture.ts'

/** Hands a strip to the person as a file and returns its name. */
export async function saveStrip(
  format: ChartFormat,
  sheet: StripSheet,
  strip: StripOf,
): Promise<string> {
  const name = fileNameOf(`${sheet.title} ${sheet.name}`, format)
  if (format === 'csv') downloadText(name, stripCsv(strip), 'text/csv')
  else if (format === 'svg') downloadText(name, stripSvg(sheet), 'image/svg+xml')
  else downloadBlob(name, await pngOf(stripSvg(sheet)))
  return name
}
