import { resultRows, settingRows } from '../../contract/comparison-rows.ts'
import type { Comparison } from '../../contract/comparison.ts'
import { resultTexts, settingName, valueText, verdictHeads, verdictLines } from './texts.ts'

/** A table of a report, whatever it is written in; the first cell of a row names it. */
export interface ReportTable {
  readonly heads: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

export const verdictTable = (comparison: Comparison): ReportTable => ({
  heads: verdictHeads,
  rows: verdictLines(comparison),
})

/** Settings that differ, then results, a column a member. */
export const membersTable = (comparison: Comparison): ReportTable => ({
  heads: ['', ...comparison.members.map(({ title }) => title)],
  rows: [
    ...settingRows(comparison).map(({ setting, values }) => [settingName(setting), ...values]),
    ...resultRows(comparison).map(({ key, kind, values }) => [
      resultTexts[key],
      ...values.map((value) => valueText(kind, value)),
    ]),
  ],
})

export const importanceTable = ({
  settings,
}: NonNullable<Comparison['importance']>): ReportTable => ({
  heads: ['Setting', 'Share of the variance'],
  rows: settings.map(({ setting, share }) => [
    settingName(setting),
    `${String(Math.round(share * 100))} %`,
  ]),
})
