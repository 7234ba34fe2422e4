import { describe, expect, test } from 'vitest'
import { holm } from '../../../electron/core/statistics/holm.ts'
import { mcnemar, pairedShares } from '../../../electron/core/statistics/mcnemar.ts'
import { powerOfTwoGroups, seedsNeeded } from '../../../electron/core/statistics/seeds-needed.ts'
import { spreadOf } from '../../../electron/core/statistics/spread.ts'
import { oneAgainstMany, pairedT, welch } from '../../../electron/core/statistics/student-tests.ts'
import { twoShares } from '../../../electron/core/statistics/two-shares.ts'

describe('McNemar', () => {
  test('is exact for fewer than 25 images that only one reads right', () => {
    expect(mcnemar(3, 21)).toEqual({ p: expect.closeTo(0.000277, 6) as number, isExact: true })
    expect(mcnemar(3, 22).isExact).toBe(false)
  })

  test('is certain that nothing speaks for a difference where the images are split evenly', () => {
    expect(mcnemar(0, 0).p).toBe(1)
    expect(mcnemar(7, 7).p).toBe(1)
    expect(mcnemar(40, 40).p).toBe(1)
  })

  test('says of 58 fixed and 69 broken images what chance says', () => {
    expect(mcnemar(69, 58).p).toBeCloseTo(0.375, 3)
  })

  test('gives the difference an interval, also where no image tells the two apart', () => {
    const [low, high] = pairedShares(69, 58, 10_000)
    expect(low).toBeCloseTo(-0.0033, 4)
    expect(high).toBeCloseTo(0.0011, 4)
    const [least, most] = pairedShares(0, 0, 10_000)
    expect(least).toBeLessThan(0)
    expect(most).toBe(-least)
  })
})

describe('groups of values', () => {
  test('one value has a mean and neither deviation nor interval', () => {
    expect(spreadOf([0.98])).toEqual({
      ...{ n: 1, mean: 0.98, least: 0.98, most: 0.98 },
      ...{ deviation: null, interval: null },
    })
  })

  test('equal values have no deviation, whatever their mean rounds to', () => {
    expect(spreadOf([0.1, 0.1, 0.1]).deviation).toBe(0)
  })

  test('nothing is said of groups that differ and never vary', () => {
    expect(welch([0.1, 0.1], [0.2, 0.2])).toBeNull()
    expect(pairedT([0.1, 0.1], [0.25, 0.25])).toBeNull()
    expect(oneAgainstMany([0.1, 0.1], 0.2)).toBeNull()
    expect(welch([0.1, 0.1], [0.1, 0.1])?.p).toBe(1)
  })

  test('pairs see what the spread of both groups hides', () => {
    const first = [0.97, 0.975, 0.98, 0.985]
    const second = first.map((value, place) => value + 0.001 + place / 1e5)
    expect(pairedT(first, second)?.p).toBeLessThan(0.001)
    expect(welch(first, second)?.p).toBeGreaterThan(0.5)
  })
})

test('two equal shares, be they 1, are no difference', () => {
  const all = { share: 1, images: 100 }
  expect(twoShares(all, all).p).toBe(1)
})

describe('Holm', () => {
  test('takes the smallest times how many there are, and never less for a larger one', () => {
    const adjusted = holm([0.03, 0.01, 0.04])
    for (const [place, p] of [0.06, 0.03, 0.06].entries())
      expect(adjusted[place]).toBeCloseTo(p, 12)
    expect(holm([0.9, 0.8])).toEqual([1, 1])
    expect(holm([0.2])).toEqual([0.2])
    expect(holm([])).toEqual([])
  })
})

describe('seeds needed', () => {
  test('are the fewest that see the difference four times in five', () => {
    const needed = seedsNeeded(1) ?? 0
    expect(needed).toBe(17)
    expect(powerOfTwoGroups(1, needed)).toBeGreaterThanOrEqual(0.8)
    expect(powerOfTwoGroups(1, needed - 1)).toBeLessThan(0.8)
  })

  test('are two for an enormous difference, and unknown for next to none', () => {
    expect(powerOfTwoGroups(10, 2)).toBeGreaterThan(0.8)
    expect(seedsNeeded(1e9)).toBe(2)
    expect(seedsNeeded(0.01)).toBeNull()
    expect(seedsNeeded(0)).toBeNull()
    expect(seedsNeeded(NaN)).toBeNull()
  })
})

test('a difference beyond all doubt has no chance left, and no error', () => {
  expect(mcnemar(0, 9000).p).toBe(0)
  expect(twoShares({ share: 0.1, images: 10_000 }, { share: 0.98, images: 10_000 }).p).toBe(0)
  const many = Array.from({ length: 2000 }, (_, place) => 0.1 + (place % 2) * 1e-9)
  expect(
    welch(
      many,
      many.map((value) => value + 0.5),
    )?.p,
  ).toBe(0)
})
