import { describe, expect, test } from 'vitest'
import { mnistShape } from '../../electron/contract/datasets.ts'
import { optimizers, referenceConfig } from '../../electron/contract/train-config.ts'
import { backendConfig, type Backend, type BackendConfig } from '../../electron/train/backend.ts'
import { loadEngine } from '../../electron/train/engine.ts'
import { firstWeights } from '../../electron/train/first-weights.ts'
import { layersOf } from '../../electron/train/network.ts'
import { smallSet } from './small-set.ts'

const set = smallSet(30)
const reference = backendConfig(referenceConfig, mnistShape)

function take(backend: Backend, from: number, to: number) {
  for (let step = from; step <= to; step += 1)
    backend.step(set.pixels, set.labels, { step, learningRate: 0.01 / step })
}

function finished(backend: Backend) {
  const state = { weights: backend.weights(), slots: backend.slots() }
  backend.dispose()
  return state
}

describe.each(['native', 'cpu'] as const)('on the %s engine', (kind) => {
  test.each(optimizers)(
    'training with %s goes on bit for bit from weights and slots, and from weights alone does not',
    async (optimizer) => {
      const { makeBackend } = await loadEngine(kind, 1)
      const config: BackendConfig = {
        ...reference,
        hidden: [8],
        optimizer,
        dropout: 0.2,
        weightDecay: 0.01,
      }
      const straight = makeBackend(config, firstWeights({ ...config, firstWeights: 'glorot' }))
      take(straight, 1, 20)
      const weights = straight.weights()
      const slots = straight.slots()
      const [kept, keptSlots] = [weights.slice(), slots.slice()]
      take(straight, 21, 40)
      const expected = finished(straight)
      expect(weights).toEqual(kept)
      expect(slots).toEqual(keptSlots)

      const gone = makeBackend(config, layersOf(config, weights), slots)
      take(gone, 21, 40)
      expect(finished(gone)).toEqual(expected)

      const forgetful = makeBackend(config, layersOf(config, weights))
      take(forgetful, 21, 40)
      const forgot = finished(forgetful)
      if (optimizer === 'sgd') expect([slots.length, forgot]).toEqual([0, expected])
      else expect(forgot).not.toEqual(expected)
    },
  )

  test('the state of another optimizer is refused', async () => {
    const { makeBackend } = await loadEngine(kind, 1)
    const config: BackendConfig = { ...reference, hidden: [], optimizer: 'momentum' }
    const first = firstWeights({ ...config, firstWeights: 'uniform' })
    expect(() => makeBackend(config, first, new Uint8Array(2 * 31_400))).toThrow(
      'The state of momentum has 62800 bytes, expected 31400',
    )
  })
})
