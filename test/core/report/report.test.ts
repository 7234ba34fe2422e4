import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { csvParseRows } from 'd3-dsv'
import MarkdownIt from 'markdown-it'
import { expect, test } from 'vitest'
import { runColours } from '../../../electron/core/report/curves-svg.ts'
import { writeReport } from '../../../electron/core/report/report.ts'
import { compared, repeats } from '../comparison/made-up-runs.ts'

const hostile = '<script>alert("1")</script>|`*_ & \' =1+1'
const comparison = await compared([
  ...repeats('w', [98, 98.1, 98.05], { name: hostile, note: hostile }),
  ...repeats('n', [95, 95.2, 95.3], { name: '=cmd()', config: { hidden: [32] } }),
])
const report = (format: 'html' | 'markdown' | 'csv') =>
  writeReport(format, {
    comparison,
    title: hostile,
    note: `${hostile}\n\nSecond part`,
    madeAt: '2026-01-02T03:04:05.000Z',
    version: '0.1.0',
  })

test('the page has verdict, tables, curves and records, and asks nobody for anything', async () => {
  const { text, type } = await report('html')
  expect(type).toBe('text/html')
  expect(text).toContain('is worse than')
  expect(text).toContain('<polyline')
  expect(text).toContain('SHA-256')
  expect(text).toContain('Published 1.87 %')
  expect(text).toContain("default-src 'none'")
  expect(text).not.toMatch(/https?:|<script|<img|<link|<iframe|url\(|\son\w+=/)
})

test('text in a page is text', async () => {
  const { text } = await report('html')
  expect(text).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;')
})

test('Markdown keeps names as they are, in tables too', async () => {
  const { text } = await report('markdown')
  const page = new MarkdownIt({ html: true }).render(text)
  expect(page).not.toContain('<script')
  expect(page).toContain(
    "<h1>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;|`*_ &amp; ' =1+1</h1>",
  )
  const widths = [...page.matchAll(/<table>[^]*?<\/table>/g)].map(
    ([table]) =>
      new Set([...table.matchAll(/<tr>([^]*?)<\/tr>/g)].map(([line]) => line.split('<t').length)),
  )
  expect(widths.length).toBeGreaterThan(3)
})

test('CSV has a row a run, and no formula', async () => {
  const rows = csvParseRows((await report('csv')).text)
  expect(rows).toHaveLength(1 + comparison.runs.length)
  expect(new Set(rows.map(({ length }) => length)).size).toBe(1)
  expect(rows.flat().filter((cell) => /^[=+@]/.test(cell))).toEqual([])
  const verdict = rows[0]?.indexOf('verdict') ?? -1
  expect(rows.slice(1).map((row) => row[verdict])).toEqual([
    ...Array<string>(3).fill('baseline'),
    ...Array<string>(3).fill('worse'),
  ])
})

test('runs have the colours of the light theme', () => {
  const path = join(import.meta.dirname, '../../../renderer/styles/tokens.css')
  const tokens = readFileSync(path, 'utf8')
  const found = Array.from(
    { length: 10 },
    (_, place) => new RegExp(`--run-${String(place + 1)}: (#\\w+)`).exec(tokens)?.[1],
  )
  expect(found).toEqual(runColours)
})
