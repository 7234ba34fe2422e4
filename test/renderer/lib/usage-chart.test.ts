import { expect, test } from 'vitest'
import { usageChart, usageText } from '../../../renderer/lib/usage-chart.ts'

const points = [
  { seconds: 1, cpu: 1, memory: 4e8 },
  { seconds: 2, cpu: 2, memory: 4.5e8 },
  { seconds: 4, cpu: 0, memory: 5e8 },
]
const cornersOf = (corners: string) =>
  corners.split(' ').map((corner) => corner.split(',').map(Number))

test('a line runs over time, from zero below to a little over the largest value', () => {
  const corners = cornersOf(usageChart(points, 'processor').corners)
  expect(corners.map(([x]) => x)).toEqual([0.25, 0.5, 1])
  expect(corners[0]?.[1]).toBeCloseTo(1 - 1 / 2.2, 3)
  expect(corners[2]?.[1]).toBe(1)
})

test('its summary has the mean and the largest value, in cores and megabytes', () => {
  expect(usageChart(points, 'processor')).toMatchObject({ mean: '1.00', most: '2.00' })
  expect(usageChart(points, 'memory')).toMatchObject({ mean: '450', most: '500' })
  expect(points.map((point) => usageText('memory', point))).toEqual(['400', '450', '500'])
})

test('the time axis names its unit once, seconds or minutes', () => {
  const labels = (seconds: number) =>
    usageChart([{ seconds, cpu: 1, memory: 1 }], 'processor').xTicks.map(({ label }) => label)
  expect(labels(4).at(0)).toBe('0')
  expect(labels(4).at(-1)).toMatch(/ s$/)
  expect(labels(4).filter((label) => label.includes(' '))).toHaveLength(1)
  expect(labels(7200).at(-1)).toMatch(/^120 min$/)
})

test('little use is shown as little', () => {
  const [corner] = cornersOf(usageChart([{ seconds: 1, cpu: 0.1, memory: 1 }], 'processor').corners)
  expect(corner?.[1]).toBeGreaterThan(0.9)
})

test.each([
  ['a single point', [{ seconds: 1, cpu: 1, memory: 4e8 }]],
  ['the end of a run that took no time', [{ seconds: 0.002, cpu: 0, memory: 0 }]],
])('%s has a place', (_, few) => {
  for (const figure of ['processor', 'memory'] as const) {
    const { corners, yTicks } = usageChart(few, figure)
    expect(cornersOf(corners).flat().every(Number.isFinite)).toBe(true)
    for (const { share } of yTicks) expect(share).toBeLessThanOrEqual(1)
  }
})
