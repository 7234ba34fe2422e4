import { csvFormatRows } from 'd3-dsv'
import type { Comparison } from '../../contract/comparison.ts'
import { csvCell } from '../../contract/csv.ts'
import type { RunDetail } from '../../contract/entities.ts'
import type { ColumnValue } from '../../contract/run-columns.ts'
import { settingKey, settingText } from '../../contract/setting-words.ts'
import { settingNames } from '../../contract/train-config.ts'
import type { Report } from './report.ts'

const heads = [
  'member',
  'run',
  'name',
  'seed',
  'epoch',
  'counted',
  'test-accuracy',
  'difference',
  'interval-low',
  'interval-high',
  'test',
  'p',
  'p-holm',
  'verdict',
]

const unknown = {
  difference: null,
  interval: null,
  test: null,
  p: null,
  adjustedP: null,
  verdict: null,
} as const

/** What was found of a member, or that it is what others were held against. */
function verdictCells({ against, baseline }: Comparison, place: number): readonly ColumnValue[] {
  const { difference, interval, test, p, adjustedP, verdict } =
    against.find((each) => each.member === place) ?? unknown
  const [low, high] = interval ?? [null, null]
  return [difference, low, high, test, p, adjustedP, place === baseline ? 'baseline' : verdict]
}

const recordCells = ({ config, dataset, weightsSha256 }: RunDetail): readonly ColumnValue[] => [
  ...settingNames.map((setting) => settingText(config, setting)),
  dataset.sha256,
  weightsSha256,
]

/** A row a run: what it reached, the verdict on the member that it belongs to, its settings and the hash of its weights. */
export function csvReport({ comparison }: Report): string {
  const { members, runs } = comparison
  const rows = members.flatMap((member, place) =>
    member.runs.flatMap(({ id, epoch, seed, accuracy, isCounted }) => {
      const run = runs.find((each) => each.id === id)
      if (!run) return []
      const reached = [member.title, id, run.name, seed, epoch, isCounted, accuracy]
      return [[...reached, ...verdictCells(comparison, place), ...recordCells(run)].map(csvCell)]
    }),
  )
  const settings = settingNames.map((setting) => `setting-${settingKey(setting)}`)
  return `${csvFormatRows([[...heads, ...settings, 'data-sha256', 'weights-sha256'], ...rows])}\n`
}
