import { mnistShape } from '../../electron/contract/datasets.ts'
import { referenceConfig } from '../../electron/contract/train-config.ts'
import { backendConfig, type WatchOutputs } from '../../electron/train/backend.ts'
import { createBatches } from '../../electron/train/batches.ts'
import { part, readDataset, stepsPerEpoch, type ImageSet } from '../../electron/train/dataset.ts'
import { firstWeights } from '../../electron/train/first-weights.ts'
import { layerReports } from '../../electron/train/layer-reports.ts'
import { createUnitWatch } from '../../electron/train/unit-watch.ts'
import { engineFor } from '../engine-for.ts'
import { mnistFiles } from '../mnist.ts'

// What the reports on the layers add to an epoch of the reference, steps and scoring: hidden units watched while the
// test images are scored, and the histograms. Each part is timed alone, since a difference of whole epochs drowns in
// what else a machine does; of its repeats the least time counts.
/** What this program is asked for. */
export interface LayersInput {
  readonly rounds: number
  readonly threads: number
}

/** Milliseconds, the least of each. */
export interface LayersTimes {
  /** Steps and scoring without any report. */
  readonly epoch: number
  readonly watching: number
  readonly histograms: number
}

const { rounds, threads } = JSON.parse(process.argv[2] ?? '') as LayersInput

const network = backendConfig(referenceConfig, mnistShape)
const { makeBackend, close } = await engineFor(network, threads)
const backend = makeBackend(network, firstWeights({ ...referenceConfig, ...network }))
const data = await readDataset(mnistFiles, mnistShape)
const batches = createBatches({ set: data.train, config: referenceConfig, augmenter: null })
const steps = stepsPerEpoch(referenceConfig, data)

async function learn(epoch: number): Promise<void> {
  for (let inEpoch = 1; inEpoch <= steps; inEpoch += 1) {
    const { pixels, labels } = await batches.at(epoch, inEpoch)
    const step = (epoch - 1) * steps + inEpoch
    backend.step(pixels, labels, { step, learningRate: referenceConfig.learningRate })
  }
}

function score(set: ImageSet, watch?: WatchOutputs): void {
  for (let from = 0; from < set.count; from += backend.measuredAtOnce) {
    const { pixels, labels } = part(set, from, Math.min(from + backend.measuredAtOnce, set.count))
    backend.measure(pixels, labels, watch)
  }
}

const least = new Map<string, number>()
async function timed(what: string, work: () => void | Promise<void>): Promise<void> {
  const beganMs = performance.now()
  await work()
  least.set(what, Math.min(least.get(what) ?? Infinity, performance.now() - beganMs))
}
const msOf = (what: string) => least.get(what) ?? NaN

for (let round = 1; round <= rounds; round += 1) {
  await timed('steps', () => learn(round))
  await timed('train', () => {
    score(data.train)
  })
  for (let repeat = 1; repeat <= 5; repeat += 1) {
    const watch = createUnitWatch(network, referenceConfig.activation)
    await timed('test', () => {
      score(data.test)
    })
    await timed('watched', () => {
      score(data.test, watch.see)
    })
    await timed('histograms', () => {
      layerReports(network, backend, data.train, watch)
    })
  }
}
await batches.close()
backend.dispose()
await close()

const times: LayersTimes = {
  epoch: msOf('steps') + msOf('train') + msOf('test'),
  watching: msOf('watched') - msOf('test'),
  histograms: msOf('histograms'),
}
console.log(JSON.stringify(times))
