import { formatPercent } from './format.ts'
import { formatShort } from './layer-rows.ts'
import { rowEdges, shadeShares, type LayerStrip } from './layer-strip.ts'
import { t } from './translate.ts'

/** A column on the axis of epochs; the last one says its unit. */
export function columnWords({ columns }: LayerStrip, column: number, isLast: boolean): string {
  const epoch = String(columns[column]?.to ?? '')
  return isLast ? t('charts.unit.epoch', { value: epoch }) : epoch
}

/** The epochs that a column stands for. */
const epochsWords = ({ from, to }: { readonly from: number; readonly to: number }): string =>
  from === to ? t('layers.strip.epoch', { epoch: to }) : t('layers.strip.epochs', { from, to })

const percent = (share: number) => t('charts.percent', { percent: formatPercent(share) })

/** What lies in a row of a column. */
export function cellWords(
  strip: LayerStrip,
  at: { readonly column: number; readonly row: number },
) {
  const { min, max } = rowEdges(strip, at.row)
  const column = strip.columns[at.column] ?? { from: 0, to: 0, shares: [] }
  return {
    epochs: epochsWords(column),
    range: t('layers.range', { from: formatShort(min), to: formatShort(max) }),
    share: t('layers.strip.share', { percent: formatPercent(column.shares[at.row] ?? 0) }),
  }
}

/** What each of the five shades means. */
export const shadeWords = (): readonly string[] =>
  shadeShares.map((least, index) => {
    const most = shadeShares[index + 1]
    const values = { from: String(least * 100), to: String((most ?? 0) * 100) }
    if (most === undefined) return t('layers.strip.shade.most', values)
    return index === 0 ? t('layers.strip.shade.least', values) : t('layers.strip.shade', values)
  })

/** A row of the table behind a strip. */
export const quartersWords = (row: {
  readonly from: number
  readonly to: number
  readonly lowerQuarter: number
  readonly middle: number
  readonly upperQuarter: number
  readonly most: number
  readonly fullest: { readonly min: number; readonly max: number }
}) => ({
  epochs: epochsWords(row),
  cells: [
    formatShort(row.lowerQuarter),
    formatShort(row.middle),
    formatShort(row.upperQuarter),
    t('layers.range', { from: formatShort(row.fullest.min), to: formatShort(row.fullest.max) }),
    percent(row.most),
  ],
})
