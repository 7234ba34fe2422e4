import { describe, expect, test } from 'vitest'
import { engineKinds, type EngineKind } from '../../electron/contract/training.ts'
import { referenceConfig } from '../../electron/contract/train-config.ts'
import { backendConfig } from '../../electron/train/backend.ts'
import { loadEngine } from '../../electron/train/engine.ts'
import { firstWeights } from '../../electron/train/first-weights.ts'
import { layersOf } from '../../electron/train/network.ts'
import { shapeOf } from '../fixtures/shapes.ts'
import { tempDir } from '../temp-dir.ts'
import { writeSet } from './idx-files.ts'
import { meanLoss, outputsOf } from './reference-network.ts'
import { smallSet } from './small-set.ts'
import { hashes, outcomes, said, trainSmall } from './training-process.ts'

const shapes = [
  shapeOf(12, 20, 3),
  shapeOf(4, 4, 2),
  shapeOf(7, 9, 5),
  shapeOf(64, 64, 256),
  shapeOf(5, 63, 30),
]

describe.each(shapes)('images of $rows × $columns pixels', (shape) => {
  const set = smallSet(12, 1, shape)
  const config = backendConfig(
    { ...referenceConfig, hidden: [6], normalisation: 'standard', dropout: 0.2 },
    shape,
  )
  const first = firstWeights({ ...config, firstWeights: 'uniform', seed: 4 })

  async function trained(kind: EngineKind) {
    const { makeBackend } = await loadEngine(kind, 1)
    const backend = makeBackend(config, first)
    const before = backend.measure(set.pixels, set.labels)
    for (let step = 1; step <= 10; step += 1)
      backend.step(set.pixels, set.labels, { step, learningRate: 0.0003 })
    const weights = backend.weights()
    const after = backend.measure(set.pixels, set.labels)
    const logits = backend.inspect(set.pixels, set.labels).at(-1)?.activations
    backend.dispose()
    return { before, after, weights, logits }
  }

  test.each(engineKinds)(
    'are learned by the network as it is defined, on the %s engine',
    async (kind) => {
      const { before, after, weights, logits } = await trained(kind)
      expect(before.loss / set.count).toBeCloseTo(meanLoss(config, first, set), 4)
      const layers = layersOf(config, weights)
      expect(after.loss / set.count).toBeCloseTo(meanLoss(config, layers, set), 4)
      expect(after.loss).toBeLessThan(before.loss)
      const expected = outputsOf(config, layers, set).at(-1)?.flat() ?? []
      expect(logits).toHaveLength(set.count * shape.classes.length)
      expected.forEach((value, at) => {
        expect(logits?.[at]).toBeCloseTo(value, 3)
      })
    },
  )

  test('are learned alike on all engines', async () => {
    const floats = (bytes: Uint8Array) => new Float32Array(bytes.slice().buffer)
    const expected = floats((await trained('cpu')).weights)
    for (const kind of ['native', 'wasm'] as const) {
      const found = floats((await trained(kind)).weights)
      const distance = expected.reduce(
        (most, value, index) => Math.max(most, Math.abs(value - (found[index] ?? NaN))),
        0,
      )
      expect(distance).toBeLessThan(1e-3)
    }
  })
})

test.each([shapeOf(12, 20, 3), shapeOf(7, 9, 5)])(
  'a trainer learns changed images of $rows × $columns pixels, and the same again',
  async (shape) => {
    const sets = { train: smallSet(300, 1, shape), test: smallSet(60, 2, shape) }
    const data = writeSet(tempDir(), sets)
    const trial = {
      config: { hidden: [16], batch: 20, epochs: 8, affine: 1 },
      request: { shape, data },
    }
    const told = await trainSmall(trial)
    expect(outcomes(told)).toEqual([{ status: 'completed', epoch: 8 }])
    expect(said(told, 'epoch').at(-1)?.epoch.test.error).toBeLessThan(0.5)
    expect(hashes(await trainSmall(trial))).toEqual(hashes(told))
  },
)

test('a trainer says in one line that a data set has another shape than its run', async () => {
  const data = writeSet(tempDir(), { train: smallSet(30), test: smallSet(10) })
  const told = await trainSmall({ request: { shape: shapeOf(12, 20, 10), data } })
  expect(outcomes(told)).toEqual([
    {
      status: 'failed',
      reason: `${data.trainImages}: images must be 12 × 20 pixels, found 28 × 28`,
    },
  ])
})
