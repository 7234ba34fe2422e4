import type { TrainConfig } from '../contract/train-config.ts'
import { batchOf, type ImageSet } from './dataset.ts'
import { orderOf } from './order.ts'

/** Images side by side, 784 bytes each, with their digits; to be read until the next batch is asked for. */
export type Batch = Pick<ImageSet, 'pixels' | 'labels'>

export interface Batches {
  /**
   * Batch `inEpoch` of an epoch, both counted from 1: a function of the configuration and these two alone.
   * Any may be asked for; the one that follows the last is ready soonest.
   */
  readonly at: (epoch: number, inEpoch: number) => Promise<Batch>
  /** Ends what prepares batches; none can be asked for afterwards. */
  readonly close: () => Promise<void>
}

export interface BatchesOptions {
  readonly set: ImageSet
  readonly config: Pick<TrainConfig, 'seed' | 'batch' | 'affine' | 'styles'>
  /** File of the built entry `augmenter`; null, or one that does not start, leaves its work to this thread. */
  readonly augmenter: string | null
}

/** The batches that a run learns from, in the order of its seed. */
export function createBatches({ set, config }: BatchesOptions): Batches {
  let order = { epoch: 0, rows: new Uint32Array() }
  const gather = (epoch: number, inEpoch: number): Batch => {
    if (order.epoch !== epoch) order = { epoch, rows: orderOf(config.seed, epoch, set.count) }
    return batchOf(set, order.rows, (inEpoch - 1) * config.batch, inEpoch * config.batch)
  }
  return {
    at: (epoch, inEpoch) => Promise.resolve(gather(epoch, inEpoch)),
    close: () => Promise.resolve(),
  }
}
