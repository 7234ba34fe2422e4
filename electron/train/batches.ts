import type { TrainConfig } from '../contract/train-config.ts'
import { createAugmenter, isUnchanging } from './augment/augment.ts'
import type { PlacedBatch } from './augment/messages.ts'
import { startThread } from './augment/thread.ts'
import { batchOf, type Batch, type ImageSet } from './dataset.ts'
import { orderOf } from './order.ts'

export interface Batches {
  /**
   * Batch `inEpoch` of an epoch, both counted from 1: a function of the set, the configuration and these two
   * alone. Any may be asked for; the one that follows the last is ready soonest.
   */
  readonly at: (epoch: number, inEpoch: number) => Promise<Batch>
  /** Ends what prepares batches; none can be asked for afterwards. */
  readonly close: () => Promise<void>
}

export interface BatchesOptions {
  readonly set: ImageSet
  readonly config: Pick<TrainConfig, 'seed' | 'batch' | 'affine' | 'styles'>
  /** File of the built entry `augmenter`; null, or one that does not work, leaves its task to this thread. */
  readonly augmenter: string | null
}

/** Makes a batch by its epoch and its number in it, both counted from 1. */
type Make<Made> = (epoch: number, inEpoch: number) => Made

/** Batches begun while one is learned from: enough for a thread that is late now and then. */
const mostAhead = 8

/** The batches that a run learns from, in the order of its seed, with their images changed as it asks. */
export function createBatches({ set, config, augmenter }: BatchesOptions): Batches {
  const gather = gathererOf(set, config)
  if (isUnchanging(config)) return inThisThread(gather)
  const { seed, affine, styles } = config
  const { rows, columns } = set
  const augmentation = { seed, affine, styles, rows, columns }
  const augment = createAugmenter(augmentation)
  const changed: Make<Batch> = (epoch, inEpoch) => {
    const batch = gather(epoch, inEpoch)
    augment(batch, epoch)
    return batch
  }
  if (augmenter === null) return inThisThread(changed)

  const thread = startThread(augmenter, augmentation)
  const begin: Make<Promise<Batch>> = async (epoch, inEpoch) => {
    const batch = gather(epoch, inEpoch)
    const pixels = await thread.change({ batch, epoch })
    return pixels === null ? changed(epoch, inEpoch) : { pixels, labels: batch.labels }
  }
  return { at: ahead(begin, Math.ceil(set.count / config.batch)), close: thread.close }
}

function gathererOf(set: ImageSet, { seed, batch }: BatchesOptions['config']): Make<PlacedBatch> {
  let order: { readonly epoch: number; readonly rows: Uint32Array } = {
    epoch: 0,
    rows: new Uint32Array(),
  }
  return (epoch, inEpoch) => {
    if (order.epoch !== epoch) order = { epoch, rows: orderOf(seed, epoch, set.count) }
    const rows = order.rows.slice((inEpoch - 1) * batch, inEpoch * batch)
    return { ...batchOf(set, rows, 0, rows.length), rows }
  }
}

const inThisThread = (make: Make<Batch>): Batches => ({
  at: (epoch, inEpoch) => Promise.resolve(make(epoch, inEpoch)),
  close: () => Promise.resolve(),
})

/** Begins the batches after the one that is asked for too, on into the next epoch. */
function ahead(begin: Make<Promise<Batch>>, stepsPerEpoch: number): Batches['at'] {
  const beginAt = (place: number) =>
    begin(Math.floor(place / stepsPerEpoch) + 1, (place % stepsPerEpoch) + 1)
  let begun: readonly Promise<Batch>[] = []
  let next = 0
  return (epoch, inEpoch) => {
    const place = (epoch - 1) * stepsPerEpoch + inEpoch - 1
    const known = place === next ? begun : []
    const missing = Array.from({ length: mostAhead - known.length }, (_, index) =>
      beginAt(place + known.length + index),
    )
    const [batch = beginAt(place), ...others] = [...known, ...missing]
    begun = others
    next = place + 1
    return batch
  }
}
