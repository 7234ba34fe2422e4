import * as v from 'valibot'
import { RunName } from './entities.ts'
import { ModelFile, type ImportedModel, type InspectedModel } from './imports.ts'
import { takes } from './takes.ts'

/** What may be asked of model files that others made. */
export const importCalls = {
  /** What is in a model file, without importing it. */
  'models.inspect': takes(ModelFile).returns<InspectedModel>(),
  /** Makes a run of a model file. One that was imported before is found again, unless `again` asks for another. */
  'models.import': takes(
    v.strictObject({
      ...ModelFile.entries,
      /** Absent: that of the file. */
      name: v.optional(RunName),
      again: v.optional(v.boolean(), false),
    }),
  ).returns<ImportedModel>(),
}
