import { describe, expect, test } from 'vitest'
import { learningRateAt } from '../../../electron/contract/learning-rate.ts'
import type { MetricPoint } from '../../../electron/contract/training.ts'
import { recordedRates, recordedSpeeds } from '../../../renderer/lib/course-series.ts'
import { aRun, type Given } from '../a-run.ts'
import { anEpoch } from '../curves.ts'

/** Of 5 epochs of 600 steps, each 20 steps of which took a second. */
const pointsAt = (steps: readonly number[]): readonly MetricPoint[] =>
  steps.map((step) => ({ step, images: 2000, seconds: step / 20, loss: 1, error: 0.1 }))

const ratesOf = (given: Given, steps: readonly number[]) =>
  recordedRates({ run: aRun(given), points: pointsAt(steps), epochs: [] })

describe('the learning rate', () => {
  test('is at each point the one that the step learned with', () => {
    const run = aRun({ config: { schedule: 'cosine', warmUp: 50 } })
    const rates = recordedRates({ run, points: pointsAt([20, 40, 60, 3000]), epochs: [] })
    expect(rates.map(({ step }) => step)).toEqual([1, 20, 40, 50, 60, 3000])
    for (const { step, value } of rates)
      expect(value).toBe(learningRateAt({ ...run, stepsPerEpoch: 600 }, step))
  })

  test('has both sides of a change, at the time between the points beside it', () => {
    const changed = { rateChanges: [{ step: 31, learningRate: 0.1 }] }
    expect(ratesOf(changed, [20, 40])).toEqual([
      { step: 1, seconds: 0.05, value: 0.001 },
      { step: 20, seconds: 1, value: 0.001 },
      { step: 30, seconds: 1.5, value: 0.001 },
      { step: 31, seconds: 1.55, value: 0.1 },
      { step: 40, seconds: 2, value: 0.1 },
    ])
  })

  test('has both sides of each fall of a step schedule', () => {
    const config = { schedule: 'step', scheduleEvery: 2, scheduleFactor: 0.5 } as const
    const jumps = ratesOf({ config }, [600, 3000]).map(({ step, value }) => [step, value])
    expect(jumps).toEqual([
      [1, 0.001],
      [600, 0.001],
      [1200, 0.001],
      [1201, 0.0005],
      [2400, 0.0005],
      [2401, 0.00025],
      [3000, 0.00025],
    ])
  })

  test('is told as far as the run has come, and of at most some hundred falls more than its points', () => {
    expect(ratesOf({ rateChanges: [{ step: 900, learningRate: 1 }] }, [20])).toHaveLength(2)
    expect(ratesOf({}, [])).toEqual([])
    const config = { schedule: 'step', scheduleEvery: 1, epochs: 1000 } as const
    const progress = { epoch: 1000, epochs: 1000, step: 1000, steps: 1000 }
    expect(ratesOf({ config, progress }, [500, 1000])).toHaveLength(3)
  })
})

describe('images a second', () => {
  const run = aRun({ config: { batch: 100 } })

  test('are those since the point before, however many steps lie between', () => {
    const speeds = recordedSpeeds({ run, points: pointsAt([20, 40, 200]), epochs: [] })
    expect(speeds.map(({ value }) => value)).toEqual([2000, 2000, 2000])
  })

  test('take the last step of an epoch for what it is', () => {
    const epoch = { ...anEpoch(1, 0.02), seconds: 30, imagesPerSecond: 59_950 / 30 }
    const points = pointsAt([599, 600, 601])
    const speeds = recordedSpeeds({ run, points, epochs: [epoch] })
    expect(speeds[1]?.value).toBeCloseTo(50 * 20)
    expect(speeds[2]?.value).toBeCloseTo(100 * 20)
  })

  test('are not known where no time went by', () => {
    const [point] = pointsAt([20])
    const points = point ? [{ ...point, seconds: 0 }] : []
    expect(recordedSpeeds({ run, points, epochs: [] })[0]?.value).toBeNull()
  })
})
