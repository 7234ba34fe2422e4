import { mnistShape } from '../../electron/contract/datasets.ts'
import { referenceConfig } from '../../electron/contract/train-config.ts'
import { backendConfig } from '../../electron/train/backend.ts'
import { createBatches } from '../../electron/train/batches.ts'
import { loadBinding } from '../../electron/train/binding.ts'
import { readDataset, stepsPerEpoch } from '../../electron/train/dataset.ts'
import { firstWeights } from '../../electron/train/first-weights.ts'
import { engineFor } from '../engine-for.ts'
import { mnistFiles } from '../mnist.ts'

/** What this program is asked for. */
export interface TensorsInput {
  readonly steps: number
  readonly threads: number
}

/** Tensors that TensorFlow holds; where the network is split, those of its first part. */
export interface TensorCounts {
  readonly atStart: number
  /** With a backend that has not learned yet. */
  readonly beforeSteps: number
  /** With the same backend after the last step, and after all else that is asked of one. */
  readonly afterSteps: number
  readonly afterDispose: number
}

const { steps, threads } = JSON.parse(process.argv[2] ?? '') as TensorsInput
const config = backendConfig(referenceConfig, mnistShape)
const { makeBackend, close } = await engineFor(config, threads)
const count = loadBinding().getNumOfTensors
const atStart = count()

const data = await readDataset(mnistFiles, mnistShape)
const batches = createBatches({ set: data.train, config: referenceConfig, augmenter: null })
const backend = makeBackend(config, firstWeights({ ...referenceConfig, ...config }))
const beforeSteps = count()

const { learningRate } = referenceConfig
const inEpoch = stepsPerEpoch(referenceConfig, data)
for (let step = 1; step <= steps; step += 1) {
  const epoch = Math.ceil(step / inEpoch)
  const { pixels, labels } = await batches.at(epoch, step - (epoch - 1) * inEpoch)
  backend.step(pixels, labels, { step, learningRate })
}
const { pixels, labels } = await batches.at(1, 1)
backend.measure(pixels, labels)
backend.inspect(pixels, labels)
backend.weights()
backend.slots()
const afterSteps = count()
backend.dispose()
await close()

const counts: TensorCounts = { atStart, beforeSteps, afterSteps, afterDispose: count() }
console.log(JSON.stringify(counts))
