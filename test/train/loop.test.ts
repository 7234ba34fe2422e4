import { describe, expect, test } from 'vitest'
import { mnistShape } from '../../electron/contract/datasets.ts'
import type { TrainConfig } from '../../electron/contract/train-config.ts'
import { backendConfig } from '../../electron/train/backend.ts'
import { loadEngine } from '../../electron/train/engine.ts'
import { layersOf } from '../../electron/train/network.ts'
import { smallSet } from './small-set.ts'
import {
  epochsOf,
  factsOf,
  only,
  outcomeOf,
  pointsOf,
  smallConfig,
  smallData,
  stepsKept,
} from './trial.ts'

describe('a training tells', () => {
  test('points at every few steps and at the last of each epoch, with the images between them', async () => {
    const points = pointsOf(await factsOf({ config: { epochs: 2 } }))
    expect(points.map(({ step }) => step)).toEqual([4, 8, 11, 15, 19, 22])
    expect(points.map(({ images }) => images)).toEqual([40, 40, 25, 40, 40, 25])
  })

  test('a point at every 200 steps of an epoch, whatever is asked for besides', async () => {
    const data = { ...smallData, train: smallSet(410) }
    const facts = await factsOf({ data, config: { batch: 2, recordEvery: 10_000, epochs: 2 } })
    expect(pointsOf(facts).map(({ step }) => step)).toEqual([200, 205, 405, 410])
  })

  test('an epoch and a checkpoint after each pass, and its end last', async () => {
    const facts = await factsOf()
    expect(epochsOf(facts).map(({ epoch, step }) => [epoch, step])).toEqual([
      [1, 11],
      [2, 22],
      [3, 33],
    ])
    expect(stepsKept(facts)).toEqual([
      [1, 11],
      [2, 22],
      [3, 33],
    ])
    expect(outcomeOf(facts)).toEqual([{ status: 'completed', epoch: 3 }])
    expect(facts.at(-1)?.kind).toBe('ended')
  })

  test('running numbers of an epoch, which are those of its points together', async () => {
    const facts = await factsOf({ config: { epochs: 1 } })
    const mean = (of: 'loss' | 'error') =>
      pointsOf(facts).reduce((sum, point) => sum + (point[of] ?? NaN) * point.images, 0) / 105
    const [epoch] = epochsOf(facts)
    expect(epoch?.running.loss).toBeCloseTo(mean('loss'))
    expect(epoch?.running.error).toBeCloseTo(mean('error'))
  })

  test('scores of both sets by the weights of the checkpoint', async () => {
    const facts = await factsOf()
    const { makeBackend } = await loadEngine('native', 1)
    const [epoch] = epochsOf(facts)
    const [checkpoint] = only(facts, 'checkpoint')
    const network = backendConfig(smallConfig, mnistShape)
    const layers = layersOf(network, checkpoint?.weights ?? new Uint8Array())
    const backend = makeBackend(network, layers)
    for (const part of ['train', 'test'] as const) {
      const { count, pixels, labels } = smallData[part]
      const { loss, wrong } = backend.measure(pixels, labels)
      expect(epoch?.[part].loss).toBeCloseTo(loss / count, 6)
      expect(epoch?.[part].error).toBe(wrong / count)
    }
    backend.dispose()
  })

  test('seconds of the training steps alone', async () => {
    let now = 0
    const facts = await factsOf({
      clock: () => now,
      before: (call) => {
        now += call === 'step' ? 1000 : 1_000_000
      },
      hear: () => {
        now += 500_000
      },
    })
    expect(pointsOf(facts).map(({ seconds }) => seconds)).toEqual([
      4, 8, 11, 15, 19, 22, 26, 30, 33,
    ])
    expect(epochsOf(facts).map(({ seconds }) => seconds)).toEqual([11, 11, 11])
    expect(epochsOf(facts)[0]?.imagesPerSecond).toBeCloseTo(105 / 11)
  })
})

describe('the weights', () => {
  const weightsOf = async (trial: Parameters<typeof factsOf>[0]) =>
    only(await factsOf(trial), 'checkpoint').at(-1)?.weights

  test('do not depend on how often points are recorded', async () => {
    const weights = await weightsOf({ config: { recordEvery: 3 } })
    expect(await weightsOf({ config: { recordEvery: 1000 } })).toEqual(weights)
  })

  test('depend on the seed, 0 among them', async () => {
    const zero = await weightsOf({ config: { seed: 0 } })
    expect(await weightsOf({ config: { seed: 0 } })).toEqual(zero)
    expect(await weightsOf({ config: { seed: 1 } })).not.toEqual(zero)
  })
})

describe('a stop', () => {
  test('keeps a checkpoint of the last step taken', async () => {
    let steps = 0
    const facts = await factsOf({
      before: (_, stop) => {
        steps += 1
        if (steps === 6) stop()
      },
    })
    expect(stepsKept(facts)).toEqual([[1, 6]])
    expect(epochsOf(facts)).toEqual([])
    expect(outcomeOf(facts)).toEqual([{ status: 'stopped' }])
  })

  test('before the first step keeps nothing, as nothing was learned', async () => {
    const facts = await factsOf({
      breathe: (stop) => {
        stop()
      },
    })
    expect(facts).toEqual([{ kind: 'ended', outcome: { status: 'stopped' } }])
  })

  test('while an epoch is scored leaves the epoch unscored', async () => {
    const facts = await factsOf({
      before: (call, stop) => {
        if (call === 'measure') stop()
      },
    })
    expect(stepsKept(facts)).toEqual([[1, 11]])
    expect(epochsOf(facts)).toEqual([])
    expect(outcomeOf(facts)).toEqual([{ status: 'stopped' }])
  })

  test('between two epochs keeps no checkpoint twice', async () => {
    const facts = await factsOf({
      hear: (fact, stop) => {
        if (fact.kind === 'checkpoint' && fact.epoch === 2) stop()
      },
    })
    expect(stepsKept(facts)).toEqual([
      [1, 11],
      [2, 22],
    ])
    expect(outcomeOf(facts)).toEqual([{ status: 'stopped' }])
  })

  test('after the last checkpoint comes too late', async () => {
    const facts = await factsOf({
      config: { epochs: 1 },
      hear: (fact, stop) => {
        if (fact.kind === 'checkpoint') stop()
      },
    })
    expect(outcomeOf(facts)).toEqual([{ status: 'completed', epoch: 1 }])
  })
})

describe('a run that diverges', () => {
  const wild = { optimizer: 'sgd', learningRate: 1e30, hidden: [30] } satisfies Partial<TrainConfig>

  test('ends at the first loss that is not finite and names step, layer and largest weight', async () => {
    const facts = await factsOf({ config: wild })
    const last = pointsOf(facts).at(-1)
    expect(last?.loss).toBeNull()
    expect(outcomeOf(facts)).toEqual([
      {
        status: 'diverged',
        reason: expect.stringMatching(
          new RegExp(
            `^Loss is not finite at step ${String(last?.step)}; largest weight \\d.*, in layer [12] of 2$`,
          ),
        ) as string,
      },
    ])
  })

  test('keeps the checkpoints from before, which are finite', async () => {
    const data = { ...smallData, train: smallSet(10) }
    const facts = await factsOf({ data, config: { ...wild, learningRate: 1e9, epochs: 50 } })
    const kept = only(facts, 'checkpoint')
    expect(kept.length).toBeGreaterThan(0)
    for (const { weights } of kept)
      expect(new Float32Array(weights.buffer).every(Number.isFinite)).toBe(true)
    expect(outcomeOf(facts)).toMatchObject([{ status: 'diverged' }])
  })

  test('in its last step keeps no checkpoint of weights that are no longer finite', async () => {
    const data = { ...smallData, train: smallSet(10) }
    const facts = await factsOf({ data, config: { ...wild, learningRate: 1e38, epochs: 1 } })
    expect(stepsKept(facts)).toEqual([])
    expect(outcomeOf(facts)).toMatchObject([{ status: 'diverged' }])
  })
})
