import type { Reply } from '../../contract/errors.ts'
import type { ExportFormat } from '../../contract/exports.ts'
import type { modelCard } from '../../formats/plain-model.ts'

/** To the process that loads a written model again: answer these images (a byte a pixel). */
export interface ToProver {
  readonly path: string
  readonly format: ExportFormat
  /** What the model takes and gives, for formats that hold nothing but weights. */
  readonly card: ReturnType<typeof modelCard>
  readonly images: readonly Uint8Array[]
}

/** What a model makes of images: numbers of each class, image by image. */
export type Answers = readonly (readonly number[])[]

/** In the order of the images; or why the model could not be loaded. */
export type FromProver = Reply<Answers>
