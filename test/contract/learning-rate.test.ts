import { describe, expect, test } from 'vitest'
import { referenceConfig } from '../../electron/contract/train-config.ts'
import { learningRateAt, type RatePlan } from '../../electron/contract/learning-rate.ts'

/** Rates of all steps of a run of 4 epochs of 5 steps. */
const rates = (
  config: Partial<RatePlan['config']>,
  changes: Partial<Pick<RatePlan, 'rateChanges' | 'epochsChanges'>> = {},
) => {
  const plan = {
    config: { ...referenceConfig, learningRate: 0.5, epochs: 4, ...config },
    stepsPerEpoch: 5,
    rateChanges: [],
    epochsChanges: [],
    ...changes,
  }
  return Array.from({ length: 20 }, (_, index) => learningRateAt(plan, index + 1))
}

test('a constant rate is the same at every step', () => {
  expect(new Set(rates({ schedule: 'constant' }))).toEqual(new Set([0.5]))
})

test('the step schedule falls by its factor every so many epochs', () => {
  const falling = rates({ schedule: 'step', scheduleEvery: 2, scheduleFactor: 0.1 })
  expect(falling.slice(0, 10)).toEqual(Array<number>(10).fill(0.5))
  expect(falling.slice(10)).toEqual(Array<number>(10).fill(0.05))
})

test('the cosine begins at the rate, is half of it in the middle, and still learns at the last step', () => {
  const falling = rates({ schedule: 'cosine' })
  expect(falling[0]).toBe(0.5)
  expect(falling[10]).toBeCloseTo(0.25, 12)
  expect(falling[19]).toBeCloseTo((1 + Math.cos((Math.PI * 19) / 20)) / 4, 12)
  expect(falling[19]).toBeGreaterThan(0)
  expect(falling).toEqual(falling.toSorted((a, b) => b - a))
})

describe('a warm-up', () => {
  test('rises in a line to the rate at its last step', () => {
    expect(rates({ warmUp: 4 }).slice(0, 6)).toEqual([0.125, 0.25, 0.375, 0.5, 0.5, 0.5])
  })

  test('is followed by the whole cosine', () => {
    const warmed = rates({ schedule: 'cosine', warmUp: 4 })
    expect(warmed[3]).toBe(0.5)
    expect(warmed[4]).toBe(0.5)
    expect(warmed[12]).toBeCloseTo(0.25, 12)
  })

  test('longer than the run never ends', () => {
    expect(rates({ schedule: 'cosine', warmUp: 100 })[19]).toBeCloseTo(0.1)
  })
})

test('a change on the way is the base of the schedule from its step on', () => {
  const rateChanges = [
    { step: 3, learningRate: 0.1 },
    { step: 12, learningRate: 0.2 },
  ]
  const changed = rates(
    { schedule: 'step', scheduleEvery: 2, scheduleFactor: 0.5 },
    { rateChanges },
  )
  expect(changed.slice(0, 4)).toEqual([0.5, 0.5, 0.1, 0.1])
  expect(changed.slice(9, 13)).toEqual([0.1, 0.05, 0.1, 0.1])
})

test('a cosine stretches over the epochs that are added, from the step on that they are', () => {
  const plain = rates({ schedule: 'cosine' })
  const longer = rates({ schedule: 'cosine' }, { epochsChanges: [{ step: 6, epochs: 8 }] })
  expect(longer.slice(0, 5)).toEqual(plain.slice(0, 5))
  expect(longer[5]).toBe((0.5 * (1 + Math.cos((Math.PI * 5) / 40))) / 2)
})
