import type { TrainConfig } from '../../contract/train-config.ts'
import type { Batch } from '../dataset.ts'

/** All that changed images depend on, beside themselves, their digits, their places and the epoch. */
export type Augmentation = Pick<TrainConfig, 'seed' | 'affine' | 'styles'>

/** A batch with the places of its images in the training set. */
export interface PlacedBatch extends Batch {
  readonly rows: Uint32Array
}

/** To the thread that changes images; the pixels move there, the rest is copied. */
export interface ToAugment {
  readonly batch: PlacedBatch
  readonly epoch: number
}

/** From that thread, in the order in which it was asked: the pixels of a batch, changed. */
export type Augmented = Batch['pixels']
