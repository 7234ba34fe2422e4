import { BundleFile, ChosenRuns, type BundleInMemory, type ImportedBundle } from './bundles.ts'
import { takes } from './takes.ts'

/** What may be asked of whole runs in a file. */
export const bundleCalls = {
  /** Whole runs as a file, read again and found whole. */
  'runs.bundle': takes(ChosenRuns).returns<BundleInMemory>(),
  /** Adds the runs of a bundle, all or none; one that is here already is passed over. */
  'runs.importBundle': takes(BundleFile).returns<ImportedBundle>(),
}
