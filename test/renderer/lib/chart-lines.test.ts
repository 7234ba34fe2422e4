import { expect, test } from 'vitest'
import type { RunState } from '../../../electron/contract/entities.ts'
import { toBands, toLines, type LinesView } from '../../../renderer/lib/chart-lines.ts'
import { meanSeries } from '../../../renderer/lib/chart-repeats.ts'
import { toSeries } from '../../../renderer/lib/chart-series.ts'
import type { LineKind } from '../../../renderer/lib/chart-settings.ts'
import { referenceLines } from '../../../renderer/lib/reference-lines.ts'
import { toWords } from '../../../renderer/lib/chart-words.ts'
import { aRun } from '../a-run.ts'
import { aLiveRun, anEpoch, points } from '../curves.ts'

const view: LinesView = {
  kinds: new Set<LineKind>(['running', 'test']),
  isSmoothed: true,
  lit: null,
  top: 14,
  tokens: {
    runs: Array.from({ length: 10 }, (_, index) => ({
      colour: `#00000${String(index)}`,
      dash: [],
    })),
    baseline: { colour: '#666b71', dash: [3, 3] },
    heat: [],
    errors: [],
    surface: '#ffffff',
    inkStrong: '#000',
    ink: '#000000',
    inkSoft: '#000000',
    grid: '#000000',
    axis: '#000000',
    bad: '#b3261e',
    font: 'sans-serif',
  },
}

const seriesOf = (id: string, state?: RunState) =>
  toSeries(
    {
      run: aLiveRun(id, state ? { state } : {}),
      points: points(20, 1200, 0.2),
      epochs: [anEpoch(1, 0.04), anEpoch(2, 0.03)],
      stints: [],
    },
    { figure: 'error', axis: 'step', smoothing: 0.6 },
  )

const words = {
  end: ({ status }: { status: string }) => status,
  rate: () => 'rate',
  best: ({ epoch }: { epoch: number }) => `best ${String(epoch)}`,
}

test('only the chosen lines are drawn', () => {
  const widths = (kinds: readonly LineKind[]) =>
    toLines([seriesOf('a')], { ...view, kinds: new Set(kinds) }).map(({ width }) => width)
  expect(widths(['running'])).toEqual([1.25, 1])
  expect(widths(['train'])).toEqual([1.25])
  expect(widths([])).toEqual([])
})

test('tests are on top of what they are drawn over, raw lines below everything', () => {
  const layers = toLines([seriesOf('a'), seriesOf('b')], view).map(({ layer }) => layer)
  expect(layers).toEqual(layers.toSorted((a, b) => a - b))
})

test('one run stands out and the others fade', () => {
  const lines = toLines([seriesOf('a'), seriesOf('b')], { ...view, lit: 'a000000000' })
  const tests = lines.filter(({ width }) => width === 2).map(({ colour }) => colour.slice(7))
  expect(tests).toEqual(['ff', '33'])
})

test.each([
  ['diverged', 'cross'],
  ['failed', 'cross'],
  ['interrupted', 'triangle'],
  ['stopped', 'square'],
  ['paused', 'diamond'],
] as const)(
  'a run that is %s ends in a %s, with its word, never above the plot',
  (status, shape) => {
    const ended = seriesOf('a', { status, reason: 'why' })
    const mark = toLines([ended], view).find((line) => line.mark?.shape === shape)
    expect(mark?.points).toEqual([{ x: 1200, y: 14 }])
    expect(toWords([], [ended], words)).toContainEqual(expect.objectContaining({ words: status }))
  },
)

test('the epoch with the least test error has a ring, and its words where the run stands alone', () => {
  const [a, b] = [seriesOf('a'), seriesOf('b')]
  const rings = toLines([a], view).filter((line) => line.mark?.shape === 'ring')
  expect(rings.map((ring) => ring.points)).toEqual([[{ x: 1200, y: 3 }]])
  expect(toWords([], [a], words).map((word) => word.words)).toEqual(['best 2'])
  expect(toWords([], [a, b], words)).toEqual([])
})

test('repeats of one mean are drawn in it while it stands out', () => {
  const mean = meanSeries([seriesOf('a'), seriesOf('b')], 'Both')
  if (!mean) throw new Error('no mean')
  expect(toBands([mean], view)).toHaveLength(2)
  const thin = (lit: string | null) =>
    toLines([mean], { ...view, lit }).filter(({ width }) => width === 0.75).length
  expect(thin(null)).toBe(0)
  expect(thin(mean.id)).toBe(4)
})

test('the published results are lines of the error, or those of the run that was chosen instead', () => {
  expect(referenceLines('error', undefined, true).map(({ label }) => label)).toEqual([
    'Published test 1.87 %',
    'Published train 0.56 %',
  ])
  expect(referenceLines('loss', undefined, true)).toEqual([])
  expect(referenceLines('error', undefined, false)).toEqual([])
  const chosen = aRun({ id: 'best' })
  expect(referenceLines('error', chosen, true).map(({ y }) => y)).toEqual([
    expect.closeTo(1.9, 9),
    expect.closeTo(0.72, 9),
  ])
  expect(referenceLines('loss', chosen, true).map(({ label }) => label)).toEqual([
    'best: test 0.0700',
    'best: train 0.0200',
  ])
})
