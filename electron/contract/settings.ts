import * as v from 'valibot'
import { RunId } from './entities.ts'
import { number, wholeNumber } from './train-config.ts'

/** What holds for a data folder, whichever program works on it. */
export const Settings = v.strictObject({
  /** Cores that training may use; null for all. */
  cores: v.optional(v.nullable(wholeNumber('Cores', 1, 256)), null),
  /** Runs of the queue that train side by side when several wait; null for as many as there are cores. */
  runsAtOnce: v.optional(v.nullable(wholeNumber('Runs at once', 1, 64)), null),
  /** Longest time between two checkpoints that a run can go on from. */
  checkpointEverySeconds: v.optional(wholeNumber('Seconds between checkpoints', 5, 3600), 30),
  /** Probability from which an answer to a drawing counts as sure. */
  sureFrom: v.optional(number('Sure from', 0, 1), 0.5),
  /** The run that others are compared with; null for the published result. */
  baseline: v.optional(v.nullable(RunId), null),
})
export type Settings = v.InferOutput<typeof Settings>

export const defaultSettings: Settings = v.parse(Settings, {})
