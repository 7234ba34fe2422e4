import type { Comparison, ReportFormat, SavedReport } from '../../contract/comparison.ts'
import { csvReport } from './csv-report.ts'
import { htmlReport } from './html-report.ts'
import { markdownReport } from './markdown-report.ts'

/** What a report says. */
export interface Report {
  readonly comparison: Comparison
  readonly title: string
  readonly note: string
  /** In UTC. */
  readonly madeAt: string
  /** Of the application. */
  readonly version: string
}

const kinds: Readonly<
  Record<
    ReportFormat,
    {
      readonly type: string
      readonly ending: string
      readonly write: (report: Report) => string | Promise<string>
    }
  >
> = {
  html: { type: 'text/html', ending: 'html', write: htmlReport },
  markdown: { type: 'text/markdown', ending: 'md', write: markdownReport },
  csv: { type: 'text/csv', ending: 'csv', write: csvReport },
}

export async function writeReport(format: ReportFormat, report: Report): Promise<SavedReport> {
  const { type, ending, write } = kinds[format]
  return { type, ending, text: await write(report) }
}
