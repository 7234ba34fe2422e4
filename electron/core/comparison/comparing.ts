import type { Handlers } from '../../contract/calls.ts'
import type { Db } from '../../store/database.ts'
import { knownDatasets } from '../datasets.ts'
import { runDetail } from '../runs.ts'
import type { TestingOptions } from './test-pair.ts'

export interface ComparingOptions extends Pick<TestingOptions, 'find'> {
  readonly db: Db
}

/** Answers to what is asked of several runs at once. */
export const comparisonHandlers = ({
  db,
  find,
}: ComparingOptions): Pick<Handlers, 'runs.compare'> => ({
  'runs.compare': async (choice, signal) => {
    // Its statistics are WebAssembly, which whoever compares nothing need not load.
    const { compareRuns } = await import('./compare-runs.ts')
    const testImages = (id: string) => knownDatasets(db).find((dataset) => dataset.id === id)?.test
    return compareRuns(choice, { find, testImages, detail: (id) => runDetail(db, id) }, signal)
  },
})
