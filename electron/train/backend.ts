import type { DataShape } from '../contract/datasets.ts'
import type { TrainConfig } from '../contract/train-config.ts'
import { networkSize, type LayerWeights, type NetworkSize } from './network.ts'

/** Sum of the cross-entropies of a batch in nats, and how many of its images were read wrong. */
export interface BatchScore {
  readonly loss: number
  readonly wrong: number
}

/** What a backend must know of a configuration and of the images it is for. */
export type BackendConfig = NetworkSize &
  Pick<DataShape, 'mean' | 'deviation'> &
  Pick<
    TrainConfig,
    | 'activation'
    | 'optimizer'
    | 'momentum'
    | 'beta1'
    | 'beta2'
    | 'decay'
    | 'epsilon'
    | 'dropout'
    | 'weightDecay'
    | 'labelSmoothing'
    | 'normalisation'
    | 'seed'
  >

/** What a backend is made with to train a configuration on images of a shape. */
export const backendConfig = (config: TrainConfig, shape: DataShape): BackendConfig => ({
  ...config,
  ...networkSize(config, shape),
  mean: shape.mean,
  deviation: shape.deviation,
})

/** Values row by row; the matrix itself is in the weights. */
export interface LayerInspection {
  /** Of the mean loss by the matrix: inputs × outputs. */
  readonly gradient: Float32Array
  /** For each image; of the last layer the logits: images × outputs. */
  readonly activations: Float32Array
}

/** Told the outputs of a hidden layer, counted from 0: images × units, valid for the length of the call. */
export type WatchOutputs = (hidden: number, outputs: Float32Array) => void

/** What changes from step to step. */
export interface StepSettings {
  /** Counted from 1 over the whole run: dropout and the optimizer's corrections are functions of it. */
  readonly step: number
  readonly learningRate: number
}

/**
 * A network with its optimizer on one engine. Pixels are bytes, an image's inputs one after another; labels are bytes.
 * Equal calls on the same engine and version give equal bits.
 */
export interface Backend {
  /** Scores a batch and then learns from it; learns nothing when the loss is not finite. */
  readonly step: (pixels: Uint8Array, labels: Uint8Array, settings: StepSettings) => BatchScore
  /** How many images `measure` is best given at once: enough to be fast, few enough to be stopped soon after. */
  readonly measuredAtOnce: number
  /** Scores a batch of any size; `watch` hears what its hidden layers gave. */
  readonly measure: (pixels: Uint8Array, labels: Uint8Array, watch?: WatchOutputs) => BatchScore
  /** One an image and class, without dropout. */
  readonly logits: (pixels: Uint8Array) => Float32Array
  /** What a batch does in each layer, from input to output, without dropout; learns nothing. */
  readonly inspect: (pixels: Uint8Array, labels: Uint8Array) => readonly LayerInspection[]
  /** A copy of the weights, as a checkpoint holds them. */
  readonly weights: () => Uint8Array
  /** A copy of what the optimizer keeps beside the weights, to go on from; empty for plain sgd. */
  readonly slots: () => Uint8Array
  /** Frees all that the backend holds; it cannot be used afterwards. */
  readonly dispose: () => void
}

/** `slots` are those of a backend of the same configuration; absent, the optimizer starts anew. */
export type MakeBackend = (
  config: BackendConfig,
  weights: readonly LayerWeights[],
  slots?: Uint8Array,
) => Backend
