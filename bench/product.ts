import { join } from 'node:path'
import { referenceConfig } from '../electron/contract/train-config.ts'
import { forkNode } from '../electron/train/fork.ts'
import { startTrainer } from '../electron/train/trainer.ts'
import { mnistFiles, type Measured } from './mnist.ts'

// The product's own trainer with all that it sends: points, epochs and checkpoints, received and acknowledged here.
const [epochs = 3, threads = 2] = process.argv.slice(2).map(Number)
const steps: number[] = []
const endedAt: number[] = []
let testError = NaN
let problem = 'it said no end'

const trainer = startTrainer(
  forkNode(join(import.meta.dirname, '..', 'out', 'main')),
  {
    config: { ...referenceConfig, epochs },
    data: mnistFiles,
    engine: 'native',
    threads,
    resume: null,
    rateChanges: [],
    epochsChanges: [],
    checkpointEverySeconds: 30,
  },
  (message) => {
    if (message.kind === 'epoch') {
      steps.push(message.epoch.seconds)
      testError = message.epoch.test.error
      endedAt.push(performance.now() / 1000)
    }
    // Its megabytes arrive in the course of the next epoch, so they do not tell when one ended.
    if (message.kind === 'checkpoint') trainer.kept(message.step)
    if (message.kind === 'ended')
      problem = 'reason' in message.outcome ? message.outcome.reason : ''
  },
  { warn: console.error },
)
const how = await trainer.exited
if (problem !== '') throw new Error(`The trainer failed: ${problem} (${how})`)

const whole = endedAt.slice(1).map((end, index) => end - (endedAt[index] ?? NaN))
const measured: Measured = { steps: steps.slice(1), whole, testError }
console.log(JSON.stringify(measured))
