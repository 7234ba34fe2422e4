import type { DataShape } from '../../contract/datasets.ts'
import type { TrainConfig } from '../../contract/train-config.ts'
import type { Batch } from '../dataset.ts'

/** All that changed images depend on, beside themselves, their labels, their places and the epoch. */
export type Augmentation = Pick<TrainConfig, 'seed' | 'affine' | 'styles'> &
  Pick<DataShape, 'rows' | 'columns'>

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
