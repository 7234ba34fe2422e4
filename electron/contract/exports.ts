import * as v from 'valibot'

export const exportFormats = ['tfjs'] as const
export const ExportFormat = v.picklist(
  exportFormats,
  `Format must be one of ${exportFormats.join(', ')}`,
)
export type ExportFormat = v.InferOutput<typeof ExportFormat>

/** How far an exported model, loaded again from its file, is from the run it came from. */
export interface ExportProof {
  readonly images: number
  readonly sameAnswers: number
  /** Largest difference of any probability. */
  readonly largestDifference: number
}

export interface ExportedModel {
  readonly fileName: string
  /** Base64 of the zip file. */
  readonly zip: string
  readonly bytes: number
  readonly proof: ExportProof
}
