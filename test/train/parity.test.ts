import { expect, test } from 'vitest'
import { mnistShape } from '../../electron/contract/datasets.ts'
import { engineKinds, type EngineKind } from '../../electron/contract/training.ts'
import { activations, optimizers, referenceConfig } from '../../electron/contract/train-config.ts'
import { backendConfig, type BackendConfig } from '../../electron/train/backend.ts'
import { loadEngine } from '../../electron/train/engine.ts'
import { firstWeights } from '../../electron/train/first-weights.ts'
import { smallSet } from './small-set.ts'

const set = smallSet(40)
const reference = backendConfig(referenceConfig, mnistShape)
const steps = 5

const floats = (bytes: Uint8Array) => new Float32Array(bytes.slice().buffer)

/** The largest difference between two lists of numbers. */
const distance = (some: Float32Array, others: Float32Array) =>
  some.reduce((most, value, index) => Math.max(most, Math.abs(value - (others[index] ?? NaN))), 0)

/** Mean loss of the first step, and all numbers of the network after it and after the last. */
async function trained(kind: EngineKind, config: BackendConfig) {
  const { makeBackend } = await loadEngine(kind, 1)
  const backend = makeBackend(config, firstWeights({ ...config, firstWeights: 'he' }))
  const learningRate = config.optimizer === 'sgd' ? 1 : 0.003
  const { loss } = backend.step(set.pixels, set.labels, { step: 1, learningRate })
  const afterOne = floats(backend.weights())
  for (let step = 2; step <= steps; step += 1)
    backend.step(set.pixels, set.labels, { step, learningRate })
  const afterAll = floats(backend.weights())
  const slots = floats(backend.slots())
  backend.dispose()
  return { loss: loss / set.count, afterOne, afterAll, slots }
}

const combinations = optimizers.flatMap((optimizer) =>
  activations.map((activation) => ({ optimizer, activation })),
)

// One step of sgd at rate 1 takes the gradient itself off the weights, so that theirs are compared too.
test.each(combinations)(
  'all engines agree on $optimizer with $activation',
  async ({ optimizer, activation }) => {
    const config: BackendConfig = {
      ...reference,
      hidden: [12, 8],
      optimizer,
      activation,
      dropout: 0.2,
      weightDecay: 0.01,
      labelSmoothing: 0.1,
      normalisation: 'standard',
    }
    const expected = await trained('cpu', config)
    for (const kind of engineKinds.filter((other) => other !== 'cpu')) {
      const found = await trained(kind, config)
      expect(Math.abs(found.loss - expected.loss)).toBeLessThan(1e-4)
      expect(distance(found.afterOne, expected.afterOne)).toBeLessThan(1e-4)
      expect(distance(found.slots, expected.slots)).toBeLessThan(1e-4)
    }
    expect(distance(expected.afterAll, expected.afterOne)).toBeGreaterThan(1e-3)
  },
)
