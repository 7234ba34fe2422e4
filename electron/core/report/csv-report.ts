import { csvFormatRows } from 'd3-dsv'
import { csvCell } from '../../contract/csv.ts'
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

/** A row a run: what it reached, the verdict on the member that it belongs to, its settings and the hash of its weights. */
export function csvReport({ comparison }: Report): string {
  const { members, against, baseline, runs } = comparison
  const rows = members.flatMap((member, place) => {
    const found = against.find((each) => each.member === place)
    const verdict = found?.verdict ?? (place === baseline ? 'baseline' : null)
    return member.runs.map(({ id, epoch, seed, accuracy, isCounted }) => {
      const run = runs.find((each) => each.id === id)
      return [
        member.title,
        id,
        run?.name ?? null,
        seed,
        epoch,
        isCounted,
        accuracy,
        found?.difference ?? null,
        found?.interval?.[0] ?? null,
        found?.interval?.[1] ?? null,
        found?.test ?? null,
        found?.p ?? null,
        found?.adjustedP ?? null,
        verdict,
        ...settingNames.map((setting) => (run ? settingText(run.config, setting) : null)),
        run?.dataset.sha256 ?? null,
        run?.weightsSha256 ?? null,
      ].map(csvCell)
    })
  })
  const settings = settingNames.map((setting) => `setting-${settingKey(setting)}`)
  return `${csvFormatRows([[...heads, ...settings, 'data-sha256', 'weights-sha256'], ...rows])}\n`
}
