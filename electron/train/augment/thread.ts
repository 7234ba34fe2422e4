import { Worker } from 'node:worker_threads'
import type { Augmentation, Augmented, ToAugment } from './messages.ts'

export interface AugmentThread {
  /** Resolves with the changed pixels; with null when the thread does not work, then and for good. */
  readonly change: (request: ToAugment) => Promise<Augmented | null>
  readonly close: () => Promise<void>
}

/** Starts the built entry `augmenter`. It keeps the process alive only while it owes an answer. */
export function startThread(file: string, augmentation: Augmentation): AugmentThread {
  const worker = new Worker(file, { workerData: augmentation, execArgv: [] })
  worker.unref()
  const waiting: ((pixels: Augmented | null) => void)[] = []
  let isGone = false
  const gone = () => {
    isGone = true
    waiting.splice(0).forEach((hear) => {
      hear(null)
    })
  }
  worker.on('message', (pixels: Augmented) => {
    waiting.shift()?.(pixels)
    if (waiting.length === 0) worker.unref()
  })
  worker.on('error', (error) => {
    process.emitWarning(`Images are changed in the training thread: ${String(error)}`)
    gone()
  })
  worker.on('exit', gone)
  return {
    change: (request) =>
      isGone
        ? Promise.resolve(null)
        : new Promise((resolve) => {
            if (waiting.length === 0) worker.ref()
            waiting.push(resolve)
            worker.postMessage(request, [request.batch.pixels.buffer])
          }),
    close: async () => {
      worker.ref()
      await worker.terminate()
    },
  }
}
