import { resultRows, settingRows } from '../../contract/comparison-rows.ts'
import type { Report } from './report.ts'
import {
  recordOf,
  resultTexts,
  settingName,
  valueText,
  verdictHeads,
  verdictLines,
} from './texts.ts'

/** Text that Markdown leaves as it is, on one line. */
const plain = (text: string): string =>
  text
    .replace(/[\\`*_{}[\]<>()#+!|~&$-]/g, (sign) => `\\${sign}`)
    .replace(/\s+/g, ' ')
    .trim()

const row = (cells: readonly string[]) => `| ${cells.map(plain).join(' | ')} |`

const table = (
  heads: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] => [row(heads), `|${heads.map(() => ' --- ').join('|')}|`, ...rows.map(row)]

const paragraphs = (texts: readonly string[]) => texts.flatMap((text) => [plain(text), ''])

export function markdownReport({ comparison, title, note, madeAt, version }: Report): string {
  const { headline, members, runs, against, remarks, settling, importance } = comparison
  const lines = [
    `# ${plain(title)}`,
    '',
    ...paragraphs([`Made by Digit Lab ${version} on ${madeAt}`]),
    ...(note === '' ? [] : paragraphs(note.split(/\n\s*\n/))),
    `## ${plain(headline)}`,
    '',
    ...paragraphs([...against.map(({ text }) => text), ...remarks]),
    ...(settling ? paragraphs([`What would settle it: ${settling.text}.`]) : []),
    ...table(verdictHeads, verdictLines(comparison)),
    '',
    '## Settings and results',
    '',
    ...table(
      ['', ...members.map((member) => member.title)],
      [
        ...settingRows(comparison).map(({ setting, values }) => [settingName(setting), ...values]),
        ...resultRows(comparison).map(({ key, kind, values }) => [
          resultTexts[key],
          ...values.map((value) => valueText(kind, value)),
        ]),
      ],
    ),
    '',
    ...(importance
      ? [
          '## What mattered most',
          '',
          ...table(
            ['Setting', 'Share of the variance'],
            importance.settings.map(({ setting, share }) => [
              settingName(setting),
              `${String(Math.round(share * 100))} %`,
            ]),
          ),
          '',
          ...paragraphs(importance.remarks),
        ]
      : []),
    '## To repeat it',
    '',
    ...runs.flatMap((run) => [`### ${plain(run.name)}`, '', ...table(['', ''], recordOf(run)), '']),
  ]
  return lines.join('\n')
}
