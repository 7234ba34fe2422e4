import { mnistShape } from '../../electron/contract/datasets.ts'
import { referenceConfig } from '../../electron/contract/train-config.ts'
import { backendConfig } from '../../electron/train/backend.ts'
import {
  batchOf,
  part,
  readDataset,
  stepsPerEpoch,
  type ImageSet,
} from '../../electron/train/dataset.ts'
import { firstWeights } from '../../electron/train/first-weights.ts'
import { orderOf } from '../../electron/train/order.ts'
import { engineFor } from '../engine-for.ts'
import type { EpochTimes, Size } from '../epoch-programs.ts'
import { mnistFiles } from '../mnist.ts'

// The engine alone on several threads, with the network split between them and nothing recorded. It takes the product's
// steps and scores the product's sets after each epoch.
const { epochs, threads } = JSON.parse(process.argv[2] ?? '') as Size
const { batch, learningRate } = referenceConfig
const network = backendConfig(referenceConfig, mnistShape)
const data = await readDataset(mnistFiles, mnistShape)
const { makeBackend, close } = await engineFor(network, threads)
const backend = makeBackend(network, firstWeights({ ...referenceConfig, ...network }))
const inEpoch = stepsPerEpoch(referenceConfig, data)

function learn(epoch: number): void {
  const order = orderOf(referenceConfig.seed, epoch, data.train.count)
  for (let index = 0; index < inEpoch; index += 1) {
    const { pixels, labels } = batchOf(data.train, order, index * batch, (index + 1) * batch)
    backend.step(pixels, labels, { step: (epoch - 1) * inEpoch + index + 1, learningRate })
  }
}

function errorOf(set: ImageSet): number {
  let wrong = 0
  for (let from = 0; from < set.count; from += backend.measuredAtOnce) {
    const { pixels, labels } = part(set, from, Math.min(from + backend.measuredAtOnce, set.count))
    wrong += backend.measure(pixels, labels).wrong
  }
  return wrong / set.count
}

const seconds = () => performance.now() / 1000
const steps: number[] = []
const whole: number[] = []
let testError = NaN
for (let epoch = 1; epoch <= epochs; epoch += 1) {
  const began = seconds()
  learn(epoch)
  steps.push(seconds() - began)
  errorOf(data.train)
  testError = errorOf(data.test)
  whole.push(seconds() - began)
}
backend.dispose()
await close()
const measured: EpochTimes = { steps, whole, testError }
console.log(JSON.stringify(measured))
