import * as v from 'valibot'

export const exportFormats = [
  'tfjs',
  'keras',
  'onnx',
  'safetensors',
  'torch',
  'npz',
  'json',
  'c',
] as const
export const ExportFormat = v.picklist(
  exportFormats,
  `Format must be one of ${exportFormats.join(', ')}`,
)
export type ExportFormat = v.InferOutput<typeof ExportFormat>

/** What the name of a file ends in; formats of several files are a zip file, or a folder of any other name. */
export const extensions: Readonly<Record<ExportFormat, string>> = {
  tfjs: '.zip',
  keras: '.keras',
  onnx: '.onnx',
  safetensors: '.zip',
  torch: '.pt',
  npz: '.npz',
  json: '.json',
  c: '.h',
}

/** Which checkpoint of a run, and what the file takes and gives. */
export const ModelChoice = v.strictObject({
  format: ExportFormat,
  /** Absent: the checkpoint that the run ended with or has come to. */
  epoch: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  /** Pixels from 0 to 1, or from 0 to 255; white on black, row by row, whatever the run was trained with. */
  pixels: v.optional(v.picklist(['unit', 'byte'], 'Pixels must be unit or byte'), 'unit'),
  answer: v.optional(
    v.picklist(['probabilities', 'logits'], 'Answer must be probabilities or logits'),
    'probabilities',
  ),
})
export type ModelChoice = v.InferOutput<typeof ModelChoice>

/** How far an exported model, loaded again from its file, is from the run it came from. */
export interface ExportProof {
  readonly images: number
  readonly sameAnswers: number
  /** How many of the images the exported model reads right. */
  readonly right: number
  /** Largest difference of any probability. */
  readonly largestDifference: number
}

export interface ExportedModel {
  readonly fileName: string
  /** Base64 of the file. */
  readonly file: string
  readonly bytes: number
  readonly proof: ExportProof
}
