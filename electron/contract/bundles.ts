import * as v from 'valibot'
import { RunId, type RunStatus } from './entities.ts'

/** What the name of a file with whole runs ends in. */
export const bundleExtension = '.digitlab'

/** Runs that one bundle holds. */
export const mostBundledRuns = 100

/** Of a bundle that a page asks for or sends: its base64 stays below what the server takes on. */
export const mostBundleBytes = 45 * 1024 * 1024

/** Whole runs that are to be written into one file. */
export const ChosenRuns = v.strictObject({
  ids: v.pipe(
    v.array(RunId),
    v.minLength(1, 'Name at least one run'),
    v.maxLength(mostBundledRuns, `A bundle holds at most ${String(mostBundledRuns)} runs`),
  ),
  /** Whether the drawings of *my handwriting* go along, which are their owner's own. */
  drawings: v.optional(v.boolean(), false),
})
export type ChosenRuns = v.InferOutput<typeof ChosenRuns>

/** A bundle from a page: its name tells people what it was, its bytes what it is. */
export const BundleFile = v.strictObject({
  fileName: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  file: v.pipe(
    v.string(),
    v.base64('A bundle must come as base64'),
    v.maxLength(
      Math.ceil(mostBundleBytes / 3) * 4,
      `A bundle has at most ${String(mostBundleBytes / 2 ** 20)} MB here; digit-lab import FILE takes larger ones`,
    ),
  ),
  /** Whether the drawings in it are to be kept in *my handwriting*. */
  drawings: v.optional(v.boolean(), false),
})

export type SentBundle = v.InferOutput<typeof BundleFile>

/** What was written into a bundle. */
export interface WrittenBundle {
  readonly runs: readonly { readonly id: RunId; readonly name: string }[]
  readonly drawings: number
  readonly bytes: number
  /** Of the file. */
  readonly sha256: string
}

/** A bundle on its way to a page. */
export interface BundleInMemory extends WrittenBundle {
  readonly fileName: string
  /** Base64 of the file. */
  readonly file: string
}

/** What is in a bundle. */
export interface InspectedBundle {
  /** Version of the application that wrote it. */
  readonly application: string
  readonly bytes: number
  readonly runs: readonly {
    readonly id: RunId
    readonly name: string
    readonly status: RunStatus
    /** Id of its data set. */
    readonly dataset: string
    readonly step: number
    readonly steps: number
    readonly checkpoints: number
    readonly evaluations: number
  }[]
  readonly drawings: number
}

/** What became of a run of a bundle. */
export interface ImportedRun {
  /** Its id here: that of the bundle unless another run has it. */
  readonly id: RunId
  readonly name: string
  readonly bundledId: RunId
  readonly bundledName: string
  /** False where the same run is here already, which is this one. */
  readonly isNew: boolean
  /** Why it can be neither repeated nor gone on with here; null where it can. */
  readonly remark: string | null
}

export interface ImportedBundle {
  readonly runs: readonly ImportedRun[]
  /** Drawings in the bundle, and those of them that were not in *my handwriting* and are now. */
  readonly drawings: { readonly held: number; readonly added: number }
}
