import * as v from 'valibot'
import type { RunFacts, RunId } from './entities.ts'
import { settingNames, type TrainConfig } from './train-config.ts'

/** Formats of model files that are read; a PyTorch file is not, since pickle runs code. */
export const importFormats = ['tfjs', 'keras', 'onnx', 'safetensors', 'npz'] as const
export type ImportFormat = (typeof importFormats)[number]

/** Of a file from a page, so that its base64 stays below what the server takes on. */
export const mostSentBytes = 45 * 1024 * 1024

/** A file from a page: its name tells people what it was, its bytes what it is. */
export const ModelFile = v.strictObject({
  fileName: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  file: v.pipe(
    v.string(),
    v.base64('A model file must come as base64'),
    v.maxLength(
      Math.ceil(mostSentBytes / 3) * 4,
      'A model file has at most 45 MB here; digit-lab import FILE takes larger ones',
    ),
  ),
})

/** What is in a model file. */
export interface InspectedModel {
  readonly format: ImportFormat
  readonly fileName: string
  /** Of the file; of a folder those of the files that were read. */
  readonly bytes: number
  readonly sha256: string
  /** Pixels of the images that it takes. */
  readonly rows: number
  readonly columns: number
  readonly classes: readonly string[]
  /** From input to output; what the last one ends in is `answer`. */
  readonly layers: readonly {
    readonly inputs: number
    readonly units: number
    readonly activation: TrainConfig['activation'] | 'softmax' | 'none'
  }[]
  readonly parameters: number
  /** Pixels from 0 to 1, or from 0 to 255. */
  readonly pixels: 'unit' | 'byte'
  readonly answer: 'probabilities' | 'logits'
  /** What the file does not say and was taken as usual for digits, in words. */
  readonly assumed: readonly string[]
}

export interface ImportedModel {
  readonly id: RunId
  /** False where a run of the same file is there already, which is this one. */
  readonly isNew: boolean
  readonly model: InspectedModel
}

/** Where the weights of a run come from. */
export type Origin =
  | { readonly kind: 'trained' }
  /** When is the time that the run was created. */
  | {
      readonly kind: 'imported'
      readonly format: ImportFormat
      readonly fileName: string
      readonly sha256: string
      readonly assumed: readonly string[]
    }

export const origins = ['trained', 'imported'] as const satisfies readonly Origin['kind'][]

/** Settings that are known of a model whoever trained it. */
const ofNetwork: readonly (keyof TrainConfig)[] = ['hidden', 'activation']

/** The settings that a run was made with; of an imported one its network alone is known. */
export const knownSettings = ({
  origin,
}: Pick<RunFacts, 'origin'>): readonly (keyof TrainConfig)[] =>
  origin.kind === 'imported' ? ofNetwork : settingNames
