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

/** What lies in a file or folder of each format, by the names there. */
export const contents: Readonly<Record<ExportFormat, readonly string[]>> = {
  tfjs: ['model.json', 'weights.bin'],
  keras: ['config.json', 'metadata.json', 'model.weights.h5'],
  onnx: ['pixels', 'w1', 'b1', '…'],
  safetensors: ['model.safetensors', 'config.json'],
  torch: ['fc1.weight', 'fc1.bias', '…'],
  npz: ['w1', 'b1', '…', 'classes', 'model'],
  json: ['rows', 'columns', 'classes', 'layers', '…'],
  c: ['digit_model_read', 'digit_model_classes'],
}

/** What loads a file again to prove it: the format's own program where the application has it. */
export const provers = {
  tfjs: 'TensorFlow.js',
  onnx: 'ONNX Runtime',
} as const satisfies Partial<Record<ExportFormat, string>>

/** Which checkpoint of a run, and what the file takes and gives. */
export const ModelChoice = v.strictObject({
  format: ExportFormat,
  /** `best` has the lowest test error. Absent: the checkpoint that the run ended with or has come to. */
  epoch: v.optional(
    v.union([v.pipe(v.number(), v.integer(), v.minValue(1)), v.picklist(['best', 'last'])]),
  ),
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
  /** How many of the images the exported model reads right; null where the run has no data set, and they are made by chance. */
  readonly right: number | null
  /** Of any number of an answer, as a share of the greatest of that answer where that is more than 1: logits may be. */
  readonly largestDifference: number
}

export interface WrittenModel {
  /** Of the checkpoint. */
  readonly epoch: number
  /** Of all files. */
  readonly bytes: number
  readonly proof: ExportProof
}

export interface ExportedModel extends WrittenModel {
  readonly fileName: string
  /** Base64 of the file. */
  readonly file: string
}
