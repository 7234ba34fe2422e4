import type { ExportFormat } from '../../contract/exports.ts'
import type { Written } from '../../formats/model-files.ts'
import type { ModelBorder, OwnCard, TrainedModel } from '../../formats/plain-model.ts'
import type { Answers } from './prover-messages.ts'

/** To the process that makes a model file: of these weights, for that format; and what do they answer? */
export interface ToMaker extends ModelBorder {
  readonly format: ExportFormat
  readonly trained: TrainedModel
  /** Of the application, for formats that say what wrote them. */
  readonly version: string
  /** A byte a pixel. */
  readonly images: readonly Uint8Array[]
}

export interface Made {
  readonly written: Written
  readonly card: OwnCard
  /** Of the run itself, from its own weights. */
  readonly answers: Answers
}
