import * as v from 'valibot'
import type { DataShape } from '../contract/datasets.ts'

const StoredShape = v.strictObject({
  rows: v.number(),
  columns: v.number(),
  classes: v.array(v.string()),
  mean: v.number(),
  deviation: v.number(),
}) satisfies v.GenericSchema<DataShape>

/** The shape of a data set from its JSON. */
export const storedShape = (json: string): DataShape => v.parse(StoredShape, JSON.parse(json))
