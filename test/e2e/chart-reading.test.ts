import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { csvParse } from 'd3-dsv'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Run, RunDetail } from '../../electron/contract/entities.ts'
import { drawing, plotOf, pointAt, saved } from './chart-acts.ts'
import { grid } from './run-grid.ts'
import { serve, terminal } from './served.ts'

const hostile = [
  '<img src=x onerror=alert(1)>',
  '=cmd()',
  '\u202egnp.exe',
  `🧪 ${'long '.repeat(22)}`.trim(),
] as const
const small = ['--train-images', '1000', '--epochs', '3', '--record-every', '2'] as const

let dataDir: string

/** Killed with its trainer once it has a checkpoint. */
async function trainKilled(): Promise<void> {
  const program = join(import.meta.dirname, '..', '..', 'out', 'main', 'cli.js')
  // A step an epoch: the others would be a sliver at the left of a chart of thousands of steps.
  const slow = ['--train-images', '1000', '--batch', '1000', '--epochs', '900']
  const args = ['train', '--name', 'Killed', ...slow]
  const training = spawn(process.execPath, [program, ...args, '--data-dir', dataDir], {
    stdio: 'ignore',
  })
  const checkpoints = async () => {
    const run = await terminal<RunDetail>(dataDir, 'runs', 'show', 'Killed').catch(() => null)
    return run?.checkpoints.length ?? 0
  }
  const wait = { timeout: 90_000, interval: 500 }
  await vi.waitUntil(async () => (await checkpoints()) > 1, wait)
  training.kill('SIGKILL')
  const status = async () => (await terminal<Run>(dataDir, 'runs', 'show', 'Killed')).status
  await vi.waitUntil(async () => (await status()) === 'interrupted', wait)
}

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'digit-lab-test-'))
  for (const [index, name] of hostile.entries())
    await terminal(dataDir, 'train', ...small, '--seed', String(index), '--name', name)
  await terminal(
    dataDir,
    ...['train', ...small, '--name', 'Wild', '--hidden', '64-64-64'],
    ...['--optimizer', 'sgd', '--learning-rate', '10'],
  ).catch(() => undefined)
  await trainKilled()
})

afterAll(() => {
  rmSync(dataDir, { recursive: true, force: true })
})

const legendOf = (page: Page) => page.getByRole('list', { name: 'Runs in the charts' })

/** Shows all runs in the charts, the oldest too. */
async function openAll(open: () => Promise<Page>): Promise<Page> {
  const page = await open()
  await legendOf(page).getByText('Killed').waitFor()
  const hidden = grid(page).getByRole('button', { name: /^Show .* in charts$/, pressed: false })
  while ((await hidden.count()) > 0) await hidden.first().click()
  await expect.poll(() => legendOf(page).getByRole('listitem').count()).toBeGreaterThan(6)
  // A row that is pointed at lights its run.
  await page.mouse.move(2, 2)
  return page
}

/** The run that stands out in the tip. */
const standing = (page: Page) => page.locator('.tip tbody tr:not(.faded) th').allInnerTexts()

/** Points at a curve of a run, and tells where it was found. */
async function findCurve(plot: Locator, name: string): Promise<void> {
  for (let y = 0.02; y < 1; y += 0.02) {
    await pointAt(plot, 0.8, y)
    const found = await standing(plot.page())
    if (found.length === 1 && found[0]?.includes(name)) return
  }
  throw new Error(`No curve of ${name} is found`)
}

/** How many points of a chart have a colour, whole and not thinned. */
const pointsOf = (plot: Locator, colour: string) =>
  plot.evaluate((element, wanted) => {
    const canvas = element.closest('.plot')?.querySelector('canvas')
    const drawn = canvas?.getContext('2d')
    if (!canvas || !drawn) throw new Error('There is no canvas')
    const { data } = drawn.getImageData(0, 0, canvas.width, canvas.height)
    const [red, green, blue] = [1, 3, 5].map((at) => parseInt(wanted.slice(at, at + 2), 16))
    let count = 0
    for (let i = 0; i < data.length; i += 4)
      if (data[i] === red && data[i + 1] === green && data[i + 2] === blue && data[i + 3] === 255)
        count += 1
    return count
  }, colour)

const colourOf = (page: Page, slot: number) =>
  page.evaluate(
    (token) => getComputedStyle(document.documentElement).getPropertyValue(token).trim(),
    `--run-${String(slot)}`,
  )

test('the curve that is pointed at stands out, the others are dimmed, and a click selects its run', async () => {
  const served = serve(dataDir)
  const page = await openAll(served.open)
  const error = plotOf(page, 'Error rate')
  const wild = await terminal<Run>(dataDir, 'runs', 'show', '=cmd()')
  const other = await terminal<Run>(dataDir, 'runs', 'show', hostile[0])
  const [own, others] = [await colourOf(page, wild.colour), await colourOf(page, other.colour)]
  await expect.poll(() => pointsOf(error, others)).toBeGreaterThan(0)

  await findCurve(error, '=cmd()')
  await expect.poll(() => pointsOf(error, others)).toBe(0)
  expect(await pointsOf(error, own)).toBeGreaterThan(0)
  const { mouse } = page
  await mouse.down()
  await mouse.up()
  await page.getByText('1 selected').waitFor()
  const chosen = grid(page).getByRole('row', { selected: true })
  await expect.poll(() => chosen.allInnerTexts()).toEqual([expect.stringContaining('=cmd()')])
  expect(served.errors).toEqual([])
})

test('smoothing keeps the raw line faint behind, and outliers can lie outside', async () => {
  const served = serve(dataDir)
  const page = await openAll(served.open)
  const smoothing = page.getByRole('textbox', { name: 'Smoothing, 0 to 0.99' })
  const faint = ({ svg }: { readonly svg: string }) => svg.match(/stroke-opacity="0.28"/g)?.length
  await smoothing.fill('0.9')
  await smoothing.press('Enter')
  expect(faint(await drawing(page))).toBeGreaterThan(4)
  await smoothing.fill('0')
  await smoothing.press('Enter')
  expect(faint(await drawing(page))).toBeUndefined()

  const top = async () => {
    const { texts } = await drawing(page, { chart: 'Loss' })
    return Math.max(...texts.filter((words) => /^[\d.]+$/.test(words)).map(Number))
  }
  await page.getByRole('checkbox', { name: 'Log x' }).check()
  const without = await drawing(page, { chart: 'Loss' })
  await page.getByRole('checkbox', { name: 'Ignore outliers' }).uncheck()
  const all = await drawing(page, { chart: 'Loss' })
  expect(all.texts).not.toEqual(without.texts)
  expect(await top()).toBeGreaterThan(0)
  expect(served.errors).toEqual([])
})

test('the chart says which run diverged, which was interrupted, what the published result is and what was best', async () => {
  const served = serve(dataDir)
  const page = await openAll(served.open)
  const { texts } = await drawing(page)
  expect(texts).toEqual(
    expect.arrayContaining(['Interrupted', 'Diverged', 'Published test 1.87 %', 'Published']),
  )
  await page.getByRole('link', { name: '=cmd()' }).first().click()
  await page.getByRole('heading', { name: '=cmd()', level: 2 }).waitFor()
  expect((await drawing(page)).texts).toContainEqual(expect.stringMatching(/^Best, epoch \d$/))
  expect(served.errors).toEqual([])
})

test('hostile names are text in every file that a chart is saved as', async () => {
  const served = serve(dataDir)
  const page = await openAll(served.open)
  const { svg, texts } = await drawing(page)
  expect(texts).toEqual(expect.arrayContaining(hostile.slice(0, 3)))
  expect(svg).not.toContain('<img')
  const rows = csvParse((await saved(page, 'CSV')).bytes.toString('utf8'))
  const names = new Set(rows.map(({ run }) => run))
  for (const name of hostile) expect(names).toContain(name === '=cmd()' ? "'=cmd()" : name)
  for (const name of hostile) {
    const { id } = await terminal<Run>(dataDir, 'runs', 'show', name)
    await page.evaluate((run) => {
      location.hash = `/runs/${run}`
    }, id)
    await page.getByRole('heading', { name, level: 2, exact: true }).waitFor()
    expect((await saved(page, 'CSV', { chart: 'Learning rate' })).name).toMatch(
      /^Learning rate [^<>:"/\\|?*\u202e]+\.csv$/,
    )
    expect((await saved(page, 'PNG', { chart: 'Images a second' })).bytes.length).toBeGreaterThan(9)
    expect(await page.locator('img[src="x"]').count()).toBe(0)
  }
  expect(served.errors).toEqual([])
})

test('a run has its colour and dash in every view and after a restart, and no two of ten share both', async () => {
  const look = (key: Locator) =>
    key.first().evaluate((path) => {
      const { stroke, strokeDasharray } = getComputedStyle(path)
      return `${stroke} ${strokeDasharray}`
    })
  const looksOf = async (page: Page) => {
    await legendOf(page).getByText('=cmd()').waitFor()
    const inLegend = legendOf(page).getByRole('listitem').filter({ hasText: '=cmd()' })
    const inList = grid(page).getByRole('row', { name: '=cmd()' })
    const both = [
      await look(inLegend.locator('.key path')),
      await look(inList.locator('.key path')),
    ]
    await page.getByRole('link', { name: '=cmd()' }).first().click()
    await page.getByRole('heading', { name: '=cmd()', level: 2 }).waitFor()
    const onPage = await look(page.locator('main .key path'))
    await page.evaluate((run) => {
      location.hash = `/compare?ids=${run}`
    }, id)
    const compared = page
      .getByRole('region', { name: 'Settings and results' })
      .getByRole('columnheader', { name: '=cmd()' })
    return [...both, onPage, await look(compared.locator('.key path'))]
  }
  const { id } = await terminal<Run>(dataDir, 'runs', 'show', '=cmd()')
  const first = serve(dataDir)
  const page = await openAll(first.open)
  const before = await looksOf(page)
  expect(new Set(before).size).toBe(1)
  expect(await looksOf(await openAll(serve(dataDir).open))).toEqual(before)

  const ten = await page.evaluate(() => {
    const style = getComputedStyle(document.documentElement)
    return Array.from({ length: 10 }, (_, index) =>
      ['run', 'dash'].map((token) =>
        style.getPropertyValue(`--${token}-${String(index + 1)}`).trim(),
      ),
    )
  })
  expect(new Set(ten.map(([colour]) => colour)).size).toBe(10)
  expect(new Set(ten.map(([, dash]) => dash)).size).toBeGreaterThan(4)
})
