import type { Handlers } from '../../contract/calls.ts'
import type { CompareRuns } from '../../contract/comparison.ts'
import type { Db } from '../../store/database.ts'
import { knownDatasets } from '../datasets.ts'
import { runDetail } from '../runs.ts'
import type { TestingOptions } from './test-pair.ts'

export interface ComparisonOptions extends Pick<TestingOptions, 'find'> {
  readonly db: Db
  readonly now: () => number
  /** Of the application. */
  readonly version: string
}

/** Answers to what is asked of several runs at once. */
export function comparisonHandlers({
  db,
  find,
  now,
  version,
}: ComparisonOptions): Pick<Handlers, 'runs.compare' | 'runs.report'> {
  async function compare(choice: CompareRuns, signal?: AbortSignal) {
    // Its statistics are WebAssembly, which whoever compares nothing need not load.
    const { compareRuns } = await import('./compare-runs.ts')
    const testImages = (id: string) => knownDatasets(db).find((dataset) => dataset.id === id)?.test
    return compareRuns(choice, { find, testImages, detail: (id) => runDetail(db, id) }, signal)
  }

  return {
    'runs.compare': compare,
    'runs.report': async ({ format, title, note, ...choice }, signal) => {
      const comparison = await compare(choice, signal)
      const { writeReport } = await import('../report/report.ts')
      return writeReport(format, {
        comparison,
        title: title ?? comparison.headline,
        note,
        madeAt: new Date(now()).toISOString(),
        version,
      })
    },
  }
}
