import type { Report } from './report.ts'
import { importanceTable, membersTable, verdictTable, type ReportTable } from './tables.ts'
import { recordOf } from './texts.ts'

/** Text that Markdown leaves as it is, on one line. */
const plain = (text: string): string =>
  text
    .replace(/[\\`*_{}[\]<>()#+!|~&$-]/g, (sign) => `\\${sign}`)
    .replace(/\s+/g, ' ')
    .trim()

const row = (cells: readonly string[]) => `| ${cells.map(plain).join(' | ')} |`

const table = ({ heads, rows }: ReportTable): readonly string[] => [
  row(heads),
  `|${heads.map(() => ' --- ').join('|')}|`,
  ...rows.map(row),
]

const paragraphs = (texts: readonly string[]) => texts.flatMap((text) => [plain(text), ''])

export function markdownReport({ comparison, title, note, madeAt, version }: Report): string {
  const { headline, runs, against, remarks, settling, importance } = comparison
  const lines = [
    `# ${plain(title)}`,
    '',
    ...paragraphs([`Made by Digit Lab ${version} on ${madeAt}`]),
    ...(note === '' ? [] : paragraphs(note.split(/\n\s*\n/))),
    `## ${plain(headline)}`,
    '',
    ...paragraphs([...against.map(({ text }) => text), ...remarks]),
    ...(settling ? paragraphs([`What would settle it: ${settling.text}.`]) : []),
    ...table(verdictTable(comparison)),
    '',
    '## Settings and results',
    '',
    ...table(membersTable(comparison)),
    '',
    ...(importance
      ? [
          '## What mattered most',
          '',
          ...table(importanceTable(importance)),
          '',
          ...paragraphs(importance.remarks),
        ]
      : []),
    '## To repeat it',
    '',
    ...runs.flatMap((run) => [
      `### ${plain(run.name)}`,
      '',
      ...table({ heads: ['', ''], rows: recordOf(run) }),
      '',
    ]),
  ]
  return lines.join('\n')
}
