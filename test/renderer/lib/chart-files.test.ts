import { csvParse } from 'd3-dsv'
import { expect, test } from 'vitest'
import { chartCsv } from '../../../renderer/lib/chart-csv.ts'
import type { ChartPicture } from '../../../renderer/lib/chart-picture.ts'
import { meanSeries } from '../../../renderer/lib/chart-repeats.ts'
import { toSeries } from '../../../renderer/lib/chart-series.ts'
import type { LineKind } from '../../../renderer/lib/chart-settings.ts'
import { chartSvg, type ChartSheet } from '../../../renderer/lib/chart-svg.ts'
import type { ChartTokens } from '../../../renderer/lib/chart-tokens.ts'
import { shortened } from '../../../renderer/lib/svg-text.ts'
import { aLiveRun, anEpoch, points } from '../curves.ts'

const look = { colour: '#4c74ee', dash: [7, 3] }
const tokens: ChartTokens = {
  runs: Array.from({ length: 10 }, () => look),
  baseline: { colour: '#666b71', dash: [3, 3] },
  heat: ['#eef3fc', '#d3e0f8', '#a9c3f1', '#6f98e3', '#2f61c9'],
  errors: ['#fdf1e6', '#fadfc6', '#f4c193', '#e89a55', '#b9570c'],
  surface: '#ffffff',
  inkStrong: '#1b1c1e',
  ink: '#1b1c1e',
  inkSoft: '#666b71',
  grid: '#ecece8',
  axis: '#d2d2cd',
  bad: '#b3261e',
  font: 'sans-serif',
}

const picture: ChartPicture = {
  frame: {
    x: { min: 0, max: 100 },
    y: { min: 1, max: 100 },
    isLogX: false,
    isLogY: true,
    xTicks: [0, 50, 100],
    yTicks: [1, 10, 100],
    xLabel: (value, isLast) => (isLast ? `${String(value)} step` : String(value)),
    yLabel: String,
    labelRoom: 34,
  },
  lines: [
    {
      points: [
        { x: 0, y: 100 },
        { x: 100, y: 1 },
      ],
      colour: '#4c74eeff',
      width: 2,
      dash: [7, 3],
      mark: { shape: 'cross', radius: 5, fill: '#b3261e' },
      layer: 1,
    },
  ],
  bands: [{ low: [{ x: 0, y: 1 }], high: [{ x: 0, y: 10 }], colour: '#4c74ee29' }],
  words: [{ kind: 'level', y: 1.87, words: 'Published test 1.87 %' }],
}

const sheet = (name: string): ChartSheet => ({
  title: 'Error rate',
  caption: '% of images',
  picture,
  tokens,
  legend: [{ id: 'a', name, colour: 1, error: '1.90 %', hint: name }],
  published: 'Published',
})

test('a drawing has a title, both axes with their unit, the known results and a legend', () => {
  const svg = chartSvg(sheet('Reference'))
  for (const words of ['Error rate', '% of images', '100 step', '10', 'Published test 1.87 %'])
    expect(svg).toContain(`>${words}</`)
  expect(svg).toContain('>Reference</text>')
  expect(svg).toContain('>1.90 %</text>')
})

test('a line of a drawing lies where the axes say', () => {
  expect(chartSvg(sheet('a'))).toContain('M68 68L936 448')
})

test.each([
  ['<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert(1)&gt;'],
  ['a & "b"', 'a &amp; &quot;b&quot;'],
  ['\u0000\u001bx', '  x'],
  ['\u202eright to left', '\u202eright to left'],
  ['half \ud83d', 'half \ufffd'],
])('the name %j is text in a drawing', (name, written) => {
  const svg = chartSvg(sheet(name))
  expect(svg).toContain(`>${written}</text>`)
  expect(svg).not.toMatch(/<(?:img|script)/)
})

test('a long name is cut between characters as people see them', () => {
  expect(shortened('👩‍👩‍👧‍👦'.repeat(5), 3)).toBe('👩‍👩‍👧‍👦👩‍👩‍👧‍👦…')
  expect(shortened('abc', 3)).toBe('abc')
})

const kinds = new Set<LineKind>(['running', 'test'])
const seriesOf = (id: string, name: string, error = 0.02) =>
  toSeries(
    {
      run: aLiveRun(id, { name }),
      points: points(20, 40, error),
      epochs: [anEpoch(1, 0.03)],
      stints: [],
    },
    { figure: 'error', axis: 'step', smoothing: 0.9 },
  )

test('a table of values has a row for each recorded value of each line that is drawn', () => {
  const rows = csvParse(chartCsv([seriesOf('a', 'Reference')], { figure: 'error', kinds }))
  expect(rows.columns).toEqual(['run', 'series', 'step', 'epoch', 'seconds', 'value'])
  expect(rows.map((row) => ({ ...row }))).toEqual([
    {
      run: 'Reference',
      series: 'running train error %',
      step: '20',
      epoch: '0.0333',
      seconds: '0.2',
      value: '2',
    },
    {
      run: 'Reference',
      series: 'running train error %',
      step: '40',
      epoch: '0.0667',
      seconds: '0.4',
      value: '2',
    },
    {
      run: 'Reference',
      series: 'test error %',
      step: '600',
      epoch: '1',
      seconds: '6',
      value: '3',
    },
  ])
})

test('no name in a table of values is a formula', () => {
  const [row] = csvParse(chartCsv([seriesOf('a', '=cmd()')], { figure: 'error', kinds }))
  expect(row?.['run']).toBe("'=cmd()")
})

test('repeats that are drawn as their mean each have their own rows', () => {
  const mean = meanSeries([seriesOf('a', 'One'), seriesOf('b', 'Two')], 'Both')
  const rows = csvParse(chartCsv(mean ? [mean] : [], { figure: 'error', kinds }))
  expect([...new Set(rows.map(({ run }) => run))]).toEqual(['One', 'Two'])
})
