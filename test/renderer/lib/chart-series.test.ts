import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hasGap, merged, smoothed, toSeries } from '../../../renderer/lib/chart-series.ts'
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
  const curve = {
    run: aLiveRun('aaaaaaaaaa'),
    points: points(20, 1200),
    epochs: [anEpoch(1, 0.04), anEpoch(2, 0.03)],
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
    const placeOn = (axis: 'step' | 'epoch' | 'time') =>
      toSeries(changed, { ...view, axis }).rates.map(({ x }) => x)
    expect(placeOn('step')).toEqual([610])
    expect(placeOn('epoch')).toEqual([610 / 600])
    expect(placeOn('time')).toEqual([6])
  })

  test('places the same points by step, epoch or training time', () => {
    const places = (axis: 'step' | 'epoch' | 'time') => {
      const { running, epochs } = toSeries(curve, { ...view, axis })
      return [running.at(-1)?.x, epochs.at(-1)?.x]
    }
    expect(places('step')).toEqual([1200, 1200])
    expect(places('epoch')).toEqual([2, 2])
    expect(places('time')).toEqual([12, 12])
  })

  test('marks where a diverged run ended, at its last finite value', () => {
    const broken = [...points(20, 100), { ...points(120, 120)[0], step: 120, loss: null }]
    const diverged = aLiveRun('aaaaaaaaaa', {
      state: { status: 'diverged', reason: 'The loss is not finite' },
    })
    const series = toSeries(
      { run: diverged, points: broken as typeof curve.points, epochs: [] },
      { ...view, figure: 'loss' },
    )
    expect(series.end).toEqual({ x: 120, y: 0.06, status: 'diverged' })
    expect(toSeries(curve, view).end).toBeNull()
  })
})

describe('points of two answers', () => {
  test('become one list without doubles, whatever overlaps', () => {
    const numbers = fc
      .uniqueArray(fc.integer({ min: 1, max: 60 }))
      .map((all) => all.toSorted((a, b) => a - b))
    fc.assert(
      fc.property(numbers, numbers, (known, more) => {
        const all = [...new Set([...known, ...more])].sort((a, b) => a - b)
        expect(merged(known, more, Number)).toEqual(all)
      }),
    )
  })

  test('of two with one step the later one counts', () => {
    const [first] = points(20, 20, 0.5)
    const [second] = points(20, 20, 0.1)
    if (!first || !second) throw new Error('no points')
    expect(merged([first], [second], ({ step }) => step)).toEqual([second])
  })

  test('leave a gap only where a whole window is missing', () => {
    expect(hasGap(points(20, 100), points(120, 140), 20)).toBe(false)
    expect(hasGap(points(20, 100), points(100, 140), 20)).toBe(false)
    expect(hasGap(points(20, 100), points(140, 160), 20)).toBe(true)
    expect(hasGap([], points(20, 40), 20)).toBe(false)
    expect(hasGap([], points(40, 60), 20)).toBe(true)
    expect(hasGap(points(20, 100), [], 20)).toBe(false)
  })
})
