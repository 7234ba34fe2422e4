import type { ExportFormat } from '../../contract/exports.ts'
import type { OwnCard } from '../../formats/plain-model.ts'

/** To the process that loads a written model again: answer these images (a byte a pixel). */
export interface ToProver {
  readonly path: string
  readonly format: ExportFormat
  /** What the model takes and gives, for formats that hold nothing but weights. */
  readonly card: OwnCard
  readonly images: readonly Uint8Array[]
}

/** What a model makes of images: numbers of each class, image by image, in their order. */
export type Answers = readonly (readonly number[])[]
