import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { smoothed, toSeries, type Curve } from '../../../renderer/lib/chart-series.ts'
import type { ChartAxis } from '../../../renderer/lib/chart-settings.ts'
import { aLiveRun, anEpoch, points } from '../curves.ts'

const view = { figure: 'error', axis: 'step', smoothing: 0 } as const

describe('smoothing', () => {
  test('without weight keeps every value', () => {
    expect(smoothed([3, 1, null, 2], 0)).toEqual([3, 1, null, 2])
  })

  test('starts at the first value, not near zero', () => {
    expect(smoothed([8, 8, 8], 0.99)).toEqual([
      expect.closeTo(8, 9),
      expect.closeTo(8, 9),
      expect.closeTo(8, 9),
    ])
  })

  test('weighs the past as the number says', () => {
    const [, second] = smoothed([1, 4], 0.5)
    expect(second).toBeCloseTo(3, 12)
  })

  test('stays between the least and the largest value so far', () => {
    const value = fc.double({ min: 0, max: 100, noNaN: true })
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1 }),
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        (values, weight) => {
          smoothed(values, weight).forEach((mean, index) => {
            const past = values.slice(0, index + 1)
            expect(mean).toBeGreaterThanOrEqual(Math.min(...past) - 1e-9)
            expect(mean).toBeLessThanOrEqual(Math.max(...past) + 1e-9)
          })
        },
      ),
    )
  })
})

describe('a series', () => {
  const curve: Curve = {
    run: aLiveRun('aaaaaaaaaa'),
    points: points(20, 1200),
    epochs: [anEpoch(1, 0.04), anEpoch(2, 0.03)],
    stints: [],
  }

  test('shows errors in percent and losses as they are', () => {
    expect(toSeries(curve, view).running[0]).toMatchObject({ x: 20, raw: 2, smooth: 2 })
    expect(toSeries(curve, { ...view, figure: 'loss' }).epochs[1]).toMatchObject({ test: 0.09 })
  })

  test('has validation values where images were kept out', () => {
    const validation = { loss: 0.5, error: 0.05 }
    const kept = { ...curve, epochs: [{ ...anEpoch(1, 0.04), validation }] }
    expect(toSeries(kept, view).epochs[0]?.validation).toBe(5)
    expect(toSeries(kept, { ...view, figure: 'loss' }).epochs[0]?.validation).toBe(0.5)
    expect(toSeries(curve, view).epochs[0]?.validation).toBeNull()
  })

  test('marks where the learning rate was changed, by step, epoch or training time', () => {
    const rateChanges = [{ step: 610, learningRate: 0.0005 }]
    const changed = { ...curve, run: aLiveRun('aaaaaaaaaa', { rateChanges }) }
    const placeOn = (axis: ChartAxis) =>
      toSeries(changed, { ...view, axis }).rates.map(({ x }) => x)
    expect(placeOn('step')).toEqual([610])
    expect(placeOn('epoch')).toEqual([610 / 600])
    expect(placeOn('time')).toEqual([6])
  })

  test('places the same points by step, epoch or training time', () => {
    const places = (axis: ChartAxis) => {
      const { running, epochs } = toSeries(curve, { ...view, axis })
      return [running.at(-1)?.x, epochs.at(-1)?.x]
    }
    expect(places('step')).toEqual([1200, 1200])
    expect(places('epoch')).toEqual([2, 2])
    expect(places('time')).toEqual([12, 12])
    expect(places('clock')).toEqual([2 + 12, 2 + 12])
  })

  test('places what came after a pause by when training went on', () => {
    const stint = (fromStep: number, startedAt: number) =>
      ({ fromStep, startedAt }) as (typeof curve)['stints'][number]
    const paused = { ...curve, stints: [stint(0, 1_000_000), stint(600, 5_000_000)] }
    const { running } = toSeries(paused, { ...view, axis: 'clock' })
    const at = (step: number) => running.find((sample) => sample.step === step)?.x
    expect(at(600)).toBeCloseTo(1000 + 6)
    expect(at(700)).toBeCloseTo(5000 + 1)
  })

  test('marks the epoch with the least test error, the first of equals', () => {
    const epochs = [anEpoch(1, 0.04), anEpoch(2, 0.03), anEpoch(3, 0.03)]
    expect(toSeries({ ...curve, epochs }, view).best).toMatchObject({ epoch: 2, test: 3 })
  })

  test('marks where a diverged run ended, at its last finite value', () => {
    const broken = [...points(20, 100), { ...points(120, 120)[0], step: 120, loss: null }]
    const diverged = aLiveRun('aaaaaaaaaa', {
      state: { status: 'diverged', reason: 'The loss is not finite' },
    })
    const series = toSeries(
      { run: diverged, points: broken as typeof curve.points, epochs: [], stints: [] },
      { ...view, figure: 'loss' },
    )
    expect(series.end).toEqual({ x: 120, y: 0.06, status: 'diverged' })
    expect(toSeries(curve, view).end).toBeNull()
  })
})
