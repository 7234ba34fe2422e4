import type { DataShape } from '../contract/datasets.ts'
import type { ErrorCode } from '../contract/errors.ts'
import type { EngineKind } from '../contract/training.ts'
import type { TrainConfig } from '../contract/train-config.ts'
import type { EngineReport } from './messages.ts'
import type { Readings } from './readings.ts'

/** Images to be read with their labels: some of those in a pair of IDX files that are already checked, or given ones. */
export type EvaluatedImages =
  | {
      readonly kind: 'files'
      readonly images: string
      readonly labels: string
      /** `from` to `to` (exclusive), in the order of the files. */
      readonly from: number
      readonly to: number
    }
  | { readonly kind: 'given'; readonly pixels: Uint8Array; readonly labels: Uint8Array }

export interface EvaluationJob {
  readonly config: TrainConfig
  /** Of the images that the network was trained on. */
  readonly shape: DataShape
  readonly weights: Uint8Array
  readonly images: EvaluatedImages
}

/** What a checkpoint makes of all images of a job: the mean cross-entropy in nats, and how many it reads wrong. */
export interface EvaluationResult extends Readings {
  readonly loss: number
  readonly wrong: number
}

/** To the evaluator, which does one job after the other. */
export type ToEvaluator =
  /** In the background: only with processor time that nobody else wants. */
  | {
      readonly kind: 'load'
      readonly engine: EngineKind
      readonly threads: number | null
      readonly isBackground: boolean
    }
  | { readonly kind: 'evaluate'; readonly number: number; readonly job: EvaluationJob }
  /** The job of that number is not wanted any more; nothing else is said of it. */
  | { readonly kind: 'cancel'; readonly number: number }

/** From the evaluator; `number` says which job is meant. */
export type FromEvaluator =
  | EngineReport
  /** At most four times a second. */
  | { readonly kind: 'progress'; readonly number: number; readonly done: number }
  | { readonly kind: 'done'; readonly number: number; readonly result: EvaluationResult }
  | {
      readonly kind: 'refused'
      readonly number: number
      readonly code: ErrorCode
      readonly message: string
    }
