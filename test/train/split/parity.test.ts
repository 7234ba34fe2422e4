import { expect, test } from 'vitest'
import { mnistShape } from '../../../electron/contract/datasets.ts'
import {
  activations,
  optimizers,
  referenceConfig,
} from '../../../electron/contract/train-config.ts'
import { backendConfig, type Backend, type BackendConfig } from '../../../electron/train/backend.ts'
import { loadEngine, type LoadedEngine } from '../../../electron/train/engine.ts'
import { firstWeights } from '../../../electron/train/first-weights.ts'
import { layersOf } from '../../../electron/train/network.ts'
import { smallSet } from '../small-set.ts'
import { splitEngine } from '../split-engine.ts'

const set = smallSet(40)
const steps = 5
// Not a multiple of the parts, so that they differ.
const config: BackendConfig = {
  ...backendConfig(referenceConfig, mnistShape),
  hidden: [13],
  dropout: 0.2,
  weightDecay: 0.01,
  labelSmoothing: 0.1,
  normalisation: 'standard',
}

const floats = (bytes: Uint8Array) => new Float32Array(bytes.slice().buffer)

const distance = (some: Float32Array, others: Float32Array) =>
  some.length === others.length
    ? some.reduce(
        (most, value, index) => Math.max(most, Math.abs(value - (others[index] ?? NaN))),
        0,
      )
    : Infinity

const make = ({ makeBackend }: LoadedEngine, of: BackendConfig) =>
  makeBackend(of, firstWeights({ ...of, firstWeights: 'he' }))

function take(backend: Backend, from: number, to: number, learningRate = 0.003) {
  let loss = NaN
  for (let step = from; step <= to; step += 1)
    loss = backend.step(set.pixels, set.labels, { step, learningRate }).loss
  return loss
}

/** What a backend tells of itself. */
function state(backend: Backend) {
  const watched: Float32Array[] = []
  const score = backend.measure(set.pixels, set.labels, (hidden, outputs) => {
    expect(hidden).toBe(0)
    watched.push(outputs.slice())
  })
  const layers = backend.inspect(set.pixels, set.labels)
  return {
    score,
    lists: [
      floats(backend.weights()),
      floats(backend.slots()),
      backend.logits(set.pixels),
      ...watched,
      ...layers.flatMap(({ gradient, activations: outputs }) => [gradient, outputs]),
    ],
  }
}

const combinations = optimizers.flatMap((optimizer) =>
  activations.map((activation) => ({ optimizer, activation })),
)

test('a split network learns like the whole one, with every optimizer and activation', async () => {
  const [whole, ...split] = [
    await loadEngine('native', 1),
    await splitEngine(2),
    await splitEngine(3),
  ] as const
  for (const combination of combinations) {
    const of = { ...config, ...combination }
    const learningRate = of.optimizer === 'sgd' ? 1 : 0.003
    const [expected, ...found] = [whole, ...split].map((engine) => {
      const backend = make(engine, of)
      const loss = take(backend, 1, 1, learningRate)
      const afterOne = state(backend)
      take(backend, 2, steps, learningRate)
      const learned = floats(backend.weights())
      backend.dispose()
      return { loss, ...afterOne, learned }
    })
    expect(expected?.lists.map(({ length }) => length > 0)).toEqual([
      true,
      of.optimizer !== 'sgd',
      ...Array<boolean>(6).fill(true),
    ])
    for (const other of found) {
      expect(Math.abs(other.loss - (expected?.loss ?? NaN)) / set.count).toBeLessThan(1e-4)
      expect(other.score.wrong).toBe(expected?.score.wrong)
      other.lists.forEach((list, index) => {
        expect(distance(list, expected?.lists[index] ?? list)).toBeLessThan(1e-4)
      })
      expect(distance(other.learned, other.lists[0] ?? other.learned)).toBeGreaterThan(1e-3)
    }
  }
})

test.each([2, 3])('in %i parts it computes the same to the last bit each time', async (parts) => {
  const results = []
  for (let time = 1; time <= 2; time += 1) {
    const backend = make(await splitEngine(parts), config)
    take(backend, 1, 200)
    results.push(state(backend))
    backend.dispose()
  }
  expect(results[1]).toEqual(results[0])
})

test.each(optimizers)(
  'with %s it goes on bit for bit from its whole weights and slots',
  async (optimizer) => {
    const engine = await splitEngine(3)
    const of = { ...config, optimizer }
    const straight = make(engine, of)
    take(straight, 1, 20)
    const [weights, slots] = [straight.weights(), straight.slots()]
    take(straight, 21, 40)
    const expected = state(straight)
    straight.dispose()
    const gone = engine.makeBackend(of, layersOf(of, weights), slots)
    expect([gone.weights(), gone.slots()]).toEqual([weights, slots])
    take(gone, 21, 40)
    expect(state(gone)).toEqual(expected)
    gone.dispose()
  },
)

test('a loss that is not finite teaches no part anything', async () => {
  const backend = make(await splitEngine(2), { ...config, dropout: 0 })
  take(backend, 1, 1, Infinity)
  const weights = backend.weights()
  expect(take(backend, 2, 2)).not.toSatisfy(Number.isFinite)
  expect(backend.weights()).toEqual(weights)
  backend.dispose()
})

test('batches may be of any size, one after another', async () => {
  const [whole, split] = [await loadEngine('native', 1), await splitEngine(2)]
  const sizes = [7, 40, 1, 39]
  const [expected, found] = [whole, split].map((engine) => {
    const backend = make(engine, config)
    const losses = sizes.map(
      (size, index) =>
        backend.step(set.pixels.subarray(0, size * 784), set.labels.subarray(0, size), {
          step: index + 1,
          learningRate: 0.003,
        }).loss,
    )
    backend.dispose()
    return losses
  })
  found?.forEach((loss, index) => {
    expect(loss).toBeCloseTo(expected?.[index] ?? NaN, 4)
  })
})

test('the state of another optimizer is refused', async () => {
  const { makeBackend } = await splitEngine(2)
  const first = firstWeights({ ...config, firstWeights: 'uniform' })
  expect(() => makeBackend(config, first, new Uint8Array(8))).toThrow(RangeError)
})
