import * as v from 'valibot'
import { mostBundledRuns } from '../../contract/bundles.ts'
import { RunId } from '../../contract/entities.ts'
import { Sha256 } from './record-schema.ts'

export const manifestName = 'manifest.json'
export const drawingsName = 'drawings.jsonl'
export const mostManifestBytes = 8_000_000

/** The last file of a bundle; it says what the others are. */
export const Manifest = v.strictObject({
  kind: v.literal('digit-lab-runs'),
  version: v.literal(1),
  /** Version of the application that wrote it. */
  application: v.pipe(v.string(), v.maxLength(60)),
  /** Each has a folder of its id. */
  runs: v.pipe(v.array(RunId), v.minLength(1), v.maxLength(mostBundledRuns)),
  /** Every other file, in its order. */
  files: v.array(
    v.strictObject({
      name: v.string(),
      bytes: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
      sha256: Sha256,
    }),
  ),
})
export type Manifest = v.InferOutput<typeof Manifest>

/** Names of the files of a run. */
export const namesOf = (id: RunId) => {
  const folder = `runs/${id}`
  return {
    run: `${folder}/run.json`,
    points: `${folder}/points.jsonl`,
    epochs: `${folder}/epochs.jsonl`,
    layers: `${folder}/layers.jsonl`,
    usage: `${folder}/usage.jsonl`,
    stints: `${folder}/stints.jsonl`,
    changes: `${folder}/changes.jsonl`,
    log: `${folder}/log.jsonl`,
    checkpoints: `${folder}/checkpoints.jsonl`,
    /** There where the run can go on. */
    resume: `${folder}/resume.json`,
    slots: `${folder}/slots.bin`,
    evaluations: `${folder}/evaluations.jsonl`,
    weights: (step: number) => `${folder}/weights/${String(step)}.bin`,
    evaluation: (place: number) => `${folder}/evaluations/${String(place)}.bin`,
  } as const
}
