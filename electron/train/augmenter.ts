import { parentPort, workerData } from 'node:worker_threads'
import { createAugmenter } from './augment/augment.ts'
import type { Augmentation, Augmented, ToAugment } from './augment/messages.ts'

// The entry of a thread that changes the images of batches, and keeps nothing from one to the next.
const augment = createAugmenter(workerData as Augmentation)

parentPort?.on('message', ({ batch, epoch }: ToAugment) => {
  augment(batch, epoch)
  const { pixels } = batch
  parentPort?.postMessage(pixels satisfies Augmented, [pixels.buffer])
})
